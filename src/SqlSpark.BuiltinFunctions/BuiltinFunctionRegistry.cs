using SqlSpark.BuiltinFunctions.Aggregates;
using SqlSpark.BuiltinFunctions.Generators;
using SqlSpark.BuiltinFunctions.Scalar.Bits;
using SqlSpark.BuiltinFunctions.Scalar.Collections;
using SqlSpark.BuiltinFunctions.Scalar.Conditionals;
using SqlSpark.BuiltinFunctions.Scalar.Dates;
using SqlSpark.BuiltinFunctions.Scalar.Hashes;
using SqlSpark.BuiltinFunctions.Scalar.Lambdas;
using SqlSpark.BuiltinFunctions.Scalar.Numbers;
using SqlSpark.BuiltinFunctions.Scalar.Predicates;
using SqlSpark.BuiltinFunctions.Scalar.Strings;
using SqlSpark.BuiltinFunctions.Scalar.Structs;
using SqlSpark.BuiltinFunctions.Windows;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions;

/// <summary>The functions that every session has, listed by group. A test finds definitions that nobody listed.</summary>
public static class BuiltinFunctionRegistry
{
    /// <summary>All definitions.</summary>
    public static IReadOnlyList<FunctionDefinition> All { get; } =
    [
        .. Numbers, .. Bits, .. Strings, .. Dates, .. Conditionals, .. Predicates, .. Collections, .. Structs, .. Hashes, .. Lambdas, .. Aggregates,
        .. Generators, .. WindowFunctions,
    ];

    /// <summary>The registry over <see cref="All"/>.</summary>
    public static FunctionRegistry Instance { get; } = new(All);

    private static FunctionDefinition[] Numbers =>
    [
        Abs.Definition, Ceil.Definition, Floor.Definition, Mod.Definition, Pmod.Definition, Positive.Definition, Rand.Definition, Round.Definition,
        Sqrt.Definition, TryAdd.Definition, TryDivide.Definition, TryMod.Definition, TryMultiply.Definition, TrySubtract.Definition,
    ];

    private static FunctionDefinition[] Bits =>
    [
        BitwiseAnd.Definition, BitwiseNot.Definition, BitwiseOr.Definition, BitwiseXor.Definition, ShiftLeft.Definition, ShiftRight.Definition,
        ShiftRightUnsigned.Definition,
    ];

    private static FunctionDefinition[] Strings =>
    [
        BothTrim.Definition, Concat.Definition, Contains.Definition, EndsWith.Definition, LeftTrim.Definition, Length.Definition,
        Levenshtein.Definition, Lower.Definition, Position.Definition, RightTrim.Definition, StartsWith.Definition, Substring.Definition,
        Trim.Definition, TryValidateUtf8.Definition, Upper.Definition, ValidateUtf8.Definition,
    ];

    private static FunctionDefinition[] Dates =>
    [
        CurrentDate.Definition, DateAdd.Definition, DateAddMonthsInterval.Definition, DateDiff.Definition, DateSub.Definition, Day.Definition,
        Extract.Definition, ExtractIntervalDays.Definition, Month.Definition, Year.Definition,
    ];

    private static FunctionDefinition[] Conditionals =>
    [
        Coalesced.Definition, Greatest.Definition, IfThenElse.Definition, Least.Definition, Nanvl.Definition, NullIf.Definition, Nvl.Definition,
        Nvl2.Definition,
    ];

    private static FunctionDefinition[] Predicates =>
    [
        Between.Definition, EqualNull.Definition, IsNaN.Definition, IsNotNullTest.Definition, IsNullTest.Definition,
    ];

    private static FunctionDefinition[] Collections => [ArrayOf.Definition, ElementAt.Definition, MapOf.Definition, Size.Definition];

    private static FunctionDefinition[] Structs => [NamedStruct.Definition, StructOf.Definition];

    private static FunctionDefinition[] Hashes => [Hash.Definition];

    private static FunctionDefinition[] Lambdas => [Filter.Definition, Transform.Definition];

    private static FunctionDefinition[] Aggregates =>
    [
        AnyValue.Definition, Average.Definition, BitAnd.Definition, BitOr.Definition, BitXor.Definition, BoolAnd.Definition, BoolOr.Definition,
        CollectList.Definition, Count.Definition, CountIf.Definition,
        First.Definition, Last.Definition,
        Max.Definition, Min.Definition, Sum.Definition, TrySum.Definition,
    ];

    private static FunctionDefinition[] Generators =>
    [
        Explode.Definition, ExplodeOuter.Definition, Inline.Definition, InlineOuter.Definition, PosExplode.Definition, PosExplodeOuter.Definition,
        Stack.Definition,
    ];

    private static FunctionDefinition[] WindowFunctions =>
    [
        CumeDist.Definition, DenseRank.Definition, Lag.Definition, Lead.Definition, NthValue.Definition, Ntile.Definition, PercentRank.Definition,
        Rank.Definition, RowNumber.Definition,
    ];
}
