using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>Which types cast to which, which casts may fail and which may give NULL. Spark: <c>Cast.canCast</c>, <c>canAnsiCast</c>, <c>forceNullable</c>.</summary>
internal static class CastRules
{
    /// <summary>True when a value of <paramref name="from"/> can become one of <paramref name="to"/> in this mode.</summary>
    public static bool CanCast(DataType from, DataType to, EvalMode mode) => from.Equals(to);

    /// <summary>True when a value that is not NULL may become NULL.</summary>
    public static bool ForcesNullable(DataType from, DataType to, EvalMode mode) => !from.Equals(to);

    /// <summary>True when some value may raise an error.</summary>
    public static bool CanFail(DataType from, DataType to, EvalMode mode) => mode == EvalMode.Ansi && !from.Equals(to);

    /// <summary>Whether a cast is allowed, with Spark's sub-condition when it is not.</summary>
    public static TypeCheck Check(Cast cast) => CanCast(cast.Child.DataType, cast.Type, cast.Mode)
        ? TypeCheck.Success
        : TypeCheck.Mismatch("CAST_WITHOUT_SUGGESTION", ("srcType", $"\"{cast.Child.DataType.Sql}\""), ("targetType", $"\"{cast.Type.Sql}\""));
}
