using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>Which collations kernels can compare.</summary>
public static class Collations
{
    /// <summary>Fails where strings would have to be compared by a collation that is not theirs byte by byte.</summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>UNSUPPORTED_FEATURE.COLLATION_LIBRARY</c>.</exception>
    public static void RequireBinary(DataType type)
    {
        if (type.Exists(t => t is StringType { IsBinaryCollation: false }))
            throw EvaluationErrors.CollationNotSupported((StringType)Find(type));

        static DataType Find(DataType type) => type is StringType ? type : Find(type.Children.First(c => c.Exists(t => t is StringType { IsBinaryCollation: false })));
    }
}
