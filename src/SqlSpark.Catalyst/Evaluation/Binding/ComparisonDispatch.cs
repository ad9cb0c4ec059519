using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>The kernel of an operator that is known at run time.</summary>
internal static class ComparisonDispatch
{
    public static void Columns<T>(ComparisonOperator operation, ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<ulong> result)
        where T : unmanaged
    {
        switch (operation)
        {
            case ComparisonOperator.LessThan:
                ComparisonKernels.Compare<T, LessThanOperation>(left, right, result);
                break;
            case ComparisonOperator.LessThanOrEqual:
                ComparisonKernels.Compare<T, LessThanOrEqualOperation>(left, right, result);
                break;
            case ComparisonOperator.GreaterThan:
                ComparisonKernels.Compare<T, GreaterThanOperation>(left, right, result);
                break;
            case ComparisonOperator.GreaterThanOrEqual:
                ComparisonKernels.Compare<T, GreaterThanOrEqualOperation>(left, right, result);
                break;
            default:
                ComparisonKernels.Compare<T, EqualOperation>(left, right, result);
                break;
        }
    }

    public static void Constant<T>(ComparisonOperator operation, ReadOnlySpan<T> left, T right, Span<ulong> result)
        where T : unmanaged
    {
        switch (operation)
        {
            case ComparisonOperator.LessThan:
                ComparisonKernels.CompareConstant<T, LessThanOperation>(left, right, result);
                break;
            case ComparisonOperator.LessThanOrEqual:
                ComparisonKernels.CompareConstant<T, LessThanOrEqualOperation>(left, right, result);
                break;
            case ComparisonOperator.GreaterThan:
                ComparisonKernels.CompareConstant<T, GreaterThanOperation>(left, right, result);
                break;
            case ComparisonOperator.GreaterThanOrEqual:
                ComparisonKernels.CompareConstant<T, GreaterThanOrEqualOperation>(left, right, result);
                break;
            default:
                ComparisonKernels.CompareConstant<T, EqualOperation>(left, right, result);
                break;
        }
    }

    public static void ColumnsLive<T>(ComparisonOperator operation, ReadOnlySpan<T> left, ReadOnlySpan<T> right, Rows rows, Span<ulong> result)
        where T : unmanaged
    {
        switch (operation)
        {
            case ComparisonOperator.LessThan:
                ComparisonKernels.CompareLive<T, LessThanOperation>(left, right, rows, result);
                break;
            case ComparisonOperator.LessThanOrEqual:
                ComparisonKernels.CompareLive<T, LessThanOrEqualOperation>(left, right, rows, result);
                break;
            case ComparisonOperator.GreaterThan:
                ComparisonKernels.CompareLive<T, GreaterThanOperation>(left, right, rows, result);
                break;
            case ComparisonOperator.GreaterThanOrEqual:
                ComparisonKernels.CompareLive<T, GreaterThanOrEqualOperation>(left, right, rows, result);
                break;
            default:
                ComparisonKernels.CompareLive<T, EqualOperation>(left, right, rows, result);
                break;
        }
    }

    public static void ConstantLive<T>(ComparisonOperator operation, ReadOnlySpan<T> left, T right, Rows rows, Span<ulong> result)
        where T : unmanaged
    {
        switch (operation)
        {
            case ComparisonOperator.LessThan:
                ComparisonKernels.CompareConstantLive<T, LessThanOperation>(left, right, rows, result);
                break;
            case ComparisonOperator.LessThanOrEqual:
                ComparisonKernels.CompareConstantLive<T, LessThanOrEqualOperation>(left, right, rows, result);
                break;
            case ComparisonOperator.GreaterThan:
                ComparisonKernels.CompareConstantLive<T, GreaterThanOperation>(left, right, rows, result);
                break;
            case ComparisonOperator.GreaterThanOrEqual:
                ComparisonKernels.CompareConstantLive<T, GreaterThanOrEqualOperation>(left, right, rows, result);
                break;
            default:
                ComparisonKernels.CompareConstantLive<T, EqualOperation>(left, right, rows, result);
                break;
        }
    }
}
