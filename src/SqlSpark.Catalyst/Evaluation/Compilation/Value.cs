using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Compilation;

/// <summary>One value of the graph of a program: expressions that always give equal values share one.</summary>
internal sealed class Value
{
    public Value(int id, Expression expression, EquatableArray<Value> children, DataType type, bool isNullable)
    {
        Id = id;
        Expression = expression;
        Children = children;
        Type = type;
        Reference = expression is Literal ? expression : new ValueReference(id, type, isNullable, expression.IsFoldable);
    }

    /// <summary>The number; children have smaller ones.</summary>
    public int Id { get; }

    /// <summary>The node with literals and <see cref="ValueReference"/>s as children; of an input, its <see cref="BoundReference"/>.</summary>
    public Expression Expression { get; }

    /// <summary>The values that are read: the children, or, of a call that takes lambdas, its arguments and then the captures.</summary>
    public EquatableArray<Value> Children { get; }

    /// <summary>The type.</summary>
    public DataType Type { get; }

    /// <summary>What stands for this value as a child.</summary>
    public Expression Reference { get; private set; }

    /// <summary>True when it is a column of the input.</summary>
    public bool IsInput => Expression is BoundReference;

    /// <summary>True when it depends on no row.</summary>
    public bool IsConstant => Reference.IsFoldable;

    /// <summary>True when some row may fail, here or in a child.</summary>
    public bool CanFail { get; init; }

    /// <summary>False when the value or a child changes from call to call.</summary>
    public bool IsDeterministic { get; init; } = true;

    /// <summary>True when computing it for all rows costs less than looking which are wanted.</summary>
    public bool IsCheap { get; init; }

    /// <summary>The kernel, for values that one kernel computes.</summary>
    public BoundFunction? Function { get; init; }

    /// <summary>The lambdas of a higher-order call.</summary>
    public EquatableArray<LambdaProgram> Lambdas { get; init; }

    /// <summary>
    /// For a column that a Project step made and that later steps read more than once: from which demand of the program on it is
    /// computed for all rows, and never again. Demands before that step may want it for some rows only.
    /// </summary>
    public int SharedFrom { get; set; } = int.MaxValue;

    /// <summary>Says that an input column may be NULL: inputs bring types only, what refers to them knows more.</summary>
    public void AdmitNulls() => Reference = ((ValueReference)Reference) with { IsNullable = true };
}
