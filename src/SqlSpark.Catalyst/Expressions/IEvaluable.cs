namespace SqlSpark.Catalyst.Expressions;

/// <summary>
/// An expression that is computed by one kernel from the values of its children. <c>Evaluation.KernelBinder</c> gives the kernel.
/// AND, OR, CASE, IF and COALESCE are not: they evaluate children for some rows only.
/// </summary>
public interface IEvaluable;
