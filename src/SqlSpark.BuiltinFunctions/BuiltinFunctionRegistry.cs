using SqlSpark.BuiltinFunctions.Aggregates;
using SqlSpark.BuiltinFunctions.Generators;
using SqlSpark.BuiltinFunctions.Scalar.Bits;
using SqlSpark.BuiltinFunctions.Scalar.Ciphers;
using SqlSpark.BuiltinFunctions.Scalar.Collections;
using SqlSpark.BuiltinFunctions.Scalar.Conditionals;
using SqlSpark.BuiltinFunctions.Scalar.Conversions;
using SqlSpark.BuiltinFunctions.Scalar.Csv;
using SqlSpark.BuiltinFunctions.Scalar.Dates;
using SqlSpark.BuiltinFunctions.Scalar.Hashes;
using SqlSpark.BuiltinFunctions.Scalar.Json;
using SqlSpark.BuiltinFunctions.Scalar.Lambdas;
using SqlSpark.BuiltinFunctions.Scalar.Miscellaneous;
using SqlSpark.BuiltinFunctions.Scalar.Numbers;
using SqlSpark.BuiltinFunctions.Scalar.Predicates;
using SqlSpark.BuiltinFunctions.Scalar.Strings;
using SqlSpark.BuiltinFunctions.Scalar.Structs;
using SqlSpark.BuiltinFunctions.Scalar.Urls;
using SqlSpark.BuiltinFunctions.Scalar.Xml;
using SqlSpark.BuiltinFunctions.Windows;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions;

/// <summary>The functions that every session has, listed by group. A test finds definitions that nobody listed.</summary>
public static class BuiltinFunctionRegistry
{
    /// <summary>All definitions.</summary>
    public static IReadOnlyList<FunctionDefinition> All { get; } =
    [
        .. Numbers, .. Bits, .. Strings, .. Dates, .. Conditionals, .. Predicates, .. Collections, .. Structs, .. Hashes, .. Lambdas, .. Conversions,
        .. Csv, .. Json, .. Urls, .. Xml, .. Miscellaneous, .. Aggregates, .. Generators, .. WindowFunctions,
    ];

    /// <summary>The registry over <see cref="All"/>.</summary>
    public static FunctionRegistry Instance { get; } = new(All);

    private static FunctionDefinition[] Numbers =>
    [
        Abs.Definition, Acos.Definition, Acosh.Definition, Asin.Definition, Asinh.Definition, Atan.Definition, Atan2.Definition, Atanh.Definition,
        BankersRound.Definition, BinaryDigits.Definition, Ceil.Definition, Conv.Definition, Cos.Definition, Cosh.Definition, Cot.Definition, Csc.Definition,
        CubeRoot.Definition, Degrees.Definition, EulerNumber.Definition, Exp.Definition, ExpMinusOne.Definition, Factorial.Definition,
        Floor.Definition, Hex.Definition, Hypotenuse.Definition, Log10.Definition, Log1p.Definition, Log2.Definition, Logarithm.Definition,
        Mod.Definition, NaturalLogarithm.Definition, Negative.Definition, Pi.Definition, Pmod.Definition, Positive.Definition, Power.Definition,
        Radians.Definition, Rand.Definition, RandomNormal.Definition, Rint.Definition, Round.Definition, Sec.Definition, Signum.Definition, Sin.Definition, Sinh.Definition,
        Sqrt.Definition, Tan.Definition, Tanh.Definition, TryAdd.Definition, TryDivide.Definition, TryMod.Definition, TryMultiply.Definition,
        TrySubtract.Definition, Unhex.Definition, UniformNumber.Definition, WidthBucket.Definition,
    ];

    private static FunctionDefinition[] Bits =>
    [
        BitCount.Definition, BitwiseAnd.Definition, BitwiseNot.Definition, BitwiseOr.Definition, BitwiseXor.Definition, GetBit.Definition,
        ShiftLeft.Definition, ShiftRight.Definition, ShiftRightUnsigned.Definition,
        BitmapBitPosition.Definition, BitmapBucketNumber.Definition, BitmapCount.Definition,
    ];

    private static FunctionDefinition[] Strings =>
    [
        AsciiCode.Definition, Base64Text.Definition, BitLength.Definition, Blanks.Definition, BothTrim.Definition, Character.Definition,
        Concat.Definition, ConcatWithSeparator.Definition, Contains.Definition, Decode.Definition, DecodeBytes.Definition, ElementText.Definition,
        Encode.Definition, EndsWith.Definition, FindInSet.Definition, FormatString.Definition, InString.Definition, InitialCapitals.Definition,
        IsValidUtf8.Definition, LeftPad.Definition, LeftPart.Definition, LeftTrim.Definition, Length.Definition, Levenshtein.Definition,
        Lower.Definition, LuhnCheck.Definition, MakeValidUtf8.Definition, Mask.Definition, OctetLength.Definition, Overlay.Definition,
        Position.Definition, Quoted.Definition, RandomText.Definition, RegexpCount.Definition, RegexpExtract.Definition, RegexpExtractAll.Definition, RegexpInstr.Definition,
        RegexpReplace.Definition, RegexpSubstr.Definition, Repeated.Definition, Replaced.Definition, RightPad.Definition, RightPart.Definition,
        RightTrim.Definition, Soundex.Definition, Split.Definition, SplitPart.Definition, StartsWith.Definition, Substring.Definition,
        SubstringIndex.Definition, ToBinary.Definition, ToCharacter.Definition, ToNumber.Definition, Translated.Definition, Trim.Definition, TryToBinary.Definition, TryToNumber.Definition, TryValidateUtf8.Definition,
        Unbase64.Definition, Upper.Definition, ValidateUtf8.Definition,
        FormatNumber.Definition, Sentences.Definition,
    ];

    private static FunctionDefinition[] Dates =>
    [
        AddMonths.Definition, ConvertTimezone.Definition, CurrentDate.Definition, CurrentTime.Definition, CurrentTimestamp.Definition,
        CurrentTimezone.Definition, DateAdd.Definition, DateAddInterval.Definition, DateAddMonthsInterval.Definition, DateDiff.Definition,
        DateFormat.Definition, DateFromUnixDate.Definition, DateSub.Definition, Day.Definition, DayFromMonday.Definition, DayFromSunday.Definition,
        DayName.Definition, DayOfYear.Definition, DivideDayTimeInterval.Definition, DivideInterval.Definition, DivideMonthsInterval.Definition,
        Extract.Definition, ExtractInterval.Definition, ExtractIntervalDays.Definition, FromUnixTime.Definition, FromUtcTimestamp.Definition,
        GetDateTimestamp.Definition, GetLocalTimestamp.Definition, GetTime.Definition, GetTimestamp.Definition, Hour.Definition,
        IsoDayOfWeek.Definition, LastDay.Definition, LocalTimestampNow.Definition, MakeDate.Definition, MakeDayTimeInterval.Definition,
        MakeInterval.Definition, MakeLocalTimestamp.Definition, MakeTime.Definition, MakeTimestamp.Definition, MakeTimestampWithZone.Definition,
        MakeYearMonthInterval.Definition, MicrosToTimestamp.Definition, MillisToTimestamp.Definition, Minute.Definition, Month.Definition,
        MonthName.Definition, MonthsBetween.Definition, MultiplyDayTimeInterval.Definition, MultiplyInterval.Definition,
        MultiplyMonthsInterval.Definition, NextDay.Definition, Quarter.Definition, Second.Definition, SecondWithFraction.Definition,
        SecondsToTimestamp.Definition, SubtractDates.Definition, SubtractTimes.Definition, SubtractTimestamps.Definition, TimeAddInterval.Definition,
        TimeDiff.Definition, TimeFromMicros.Definition, TimeFromMillis.Definition, TimeFromSeconds.Definition, TimeToMicros.Definition,
        TimeToMillis.Definition, TimeToSeconds.Definition, TimeTrunc.Definition, TimestampAdd.Definition, TimestampAddInterval.Definition,
        TimestampAddMonthsInterval.Definition, TimestampDiff.Definition, ToDate.Definition, ToLocalTimestamp.Definition, ToTime.Definition,
        ToTimestamp.Definition, ToTimestampWithZone.Definition, ToUnixTimestamp.Definition, ToUtcTimestamp.Definition, TruncatedDate.Definition,
        TruncatedTimestamp.Definition, TryGetTime.Definition, TryGetTimestamp.Definition, TryMakeInterval.Definition,
        TryMakeLocalTimestamp.Definition, TryMakeTimestamp.Definition, TryMakeTimestampWithZone.Definition, TryToDate.Definition,
        TryToTime.Definition, TryToTimestamp.Definition, UnixDate.Definition, UnixMicros.Definition, UnixMillis.Definition, UnixSeconds.Definition,
        UnixTimestamp.Definition, WeekOfYear.Definition, Year.Definition, YearOfWeek.Definition,
        SessionWindow.Definition, TimeWindow.Definition, WindowTime.Definition,
    ];

    private static FunctionDefinition[] Conditionals =>
    [
        Coalesced.Definition, Greatest.Definition, IfThenElse.Definition, Least.Definition, Nanvl.Definition, NullIf.Definition,
        NullIfZero.Definition, Nvl.Definition, Nvl2.Definition, ZeroIfNull.Definition,
    ];

    private static FunctionDefinition[] Predicates =>
    [
        Between.Definition, EqualNull.Definition, IsNaN.Definition, IsNotNullTest.Definition, IsNullTest.Definition, LikeTest.Definition,
        LikeWithoutCase.Definition, RLike.Definition,
    ];

    private static FunctionDefinition[] Collections =>
    [
        ArrayAppend.Definition, ArrayCompact.Definition, ArrayContains.Definition, ArrayDistinct.Definition, ArrayExcept.Definition,
        ArrayInsert.Definition, ArrayIntersect.Definition, ArrayJoin.Definition, ArrayMax.Definition, ArrayMin.Definition, ArrayOf.Definition,
        ArrayPosition.Definition, ArrayPrepend.Definition, ArrayRemove.Definition, ArrayRepeat.Definition, ArraySize.Definition,
        ArrayUnion.Definition, ArraysOverlap.Definition, ArraysZip.Definition, ElementAt.Definition, Flatten.Definition, GetElement.Definition,
        MapConcat.Definition, MapContainsKey.Definition, MapEntries.Definition, MapFromArrays.Definition, MapFromEntries.Definition,
        MapKeys.Definition, MapOf.Definition, MapValues.Definition, Reverse.Definition, Sequence.Definition, Shuffle.Definition, Size.Definition,
        Slice.Definition, SortArray.Definition, TryElementAt.Definition,
        StringToMap.Definition,
    ];

    private static FunctionDefinition[] Structs => [NamedStruct.Definition, StructOf.Definition];

    private static FunctionDefinition[] Hashes =>
    [
        Crc32Checksum.Definition, Hash.Definition, Md5Text.Definition, Sha1Text.Definition, Sha2Text.Definition, XxHash.Definition,
    ];

    private static FunctionDefinition[] Lambdas =>
    [
        Aggregate.Definition, ArraySort.Definition, Exists.Definition, Filter.Definition, ForAll.Definition, MapFilter.Definition,
        Transform.Definition, TransformKeys.Definition, TransformValues.Definition, ZipWith.Definition,
        MapZipWith.Definition,
    ];

    private static FunctionDefinition[] Conversions =>
    [
        ToBigInt.Definition, ToBoolean.Definition, ToBytes.Definition, ToDateType.Definition, ToDecimal.Definition, ToDouble.Definition,
        ToFloat.Definition, ToInt.Definition, ToSmallInt.Definition, ToText.Definition, ToTimestampType.Definition, ToTinyInt.Definition,
    ];

    private static FunctionDefinition[] Json =>
    [
        FromJson.Definition, GetJsonObject.Definition, JsonArrayLength.Definition, JsonObjectKeys.Definition, SchemaOfJson.Definition, ToJson.Definition,
    ];

    private static FunctionDefinition[] Csv => [FromCsv.Definition, SchemaOfCsv.Definition, ToCsv.Definition];

    private static FunctionDefinition[] Urls =>
    [
        ParseUrl.Definition, TryParseUrl.Definition, TryUrlDecode.Definition, UrlDecode.Definition, UrlEncode.Definition,
    ];

    private static FunctionDefinition[] Xml =>
    [
        FromXml.Definition, SchemaOfXml.Definition, ToXml.Definition, XPathBoolean.Definition, XPathDouble.Definition, XPathFloat.Definition, XPathInt.Definition, XPathList.Definition, XPathLong.Definition,
        XPathShort.Definition, XPathString.Definition,
    ];

    private static FunctionDefinition[] Miscellaneous =>
    [
        AssertTrue.Definition, CurrentUser.Definition, IncreasingId.Definition, PartitionId.Definition, RaiseError.Definition,
        SparkVersion.Definition, TypeOf.Definition, Uuid.Definition,
        CollationName.Definition,
        AesDecrypt.Definition, AesEncrypt.Definition, TryAesDecrypt.Definition,
    ];

    private static FunctionDefinition[] Aggregates =>
    [
        AnyValue.Definition, ApproxPercentile.Definition, Average.Definition, BitAnd.Definition, BitOr.Definition, BitXor.Definition,
        BoolAnd.Definition, BoolOr.Definition, CollectList.Definition, CollectSet.Definition, Corr.Definition, Count.Definition, CountIf.Definition,
        CovarPop.Definition, CovarSamp.Definition, First.Definition, Kurtosis.Definition, Last.Definition, Max.Definition, MaxBy.Definition,
        ListAgg.Definition, Median.Definition, Min.Definition, MinBy.Definition, Mode.Definition, Percentile.Definition, PercentileCont.Definition, PercentileDisc.Definition, RegrAvgX.Definition, RegrAvgY.Definition, RegrCount.Definition,
        RegrIntercept.Definition, RegrR2.Definition, RegrSlope.Definition, RegrSxx.Definition, RegrSxy.Definition, RegrSyy.Definition,
        Skewness.Definition, StddevPop.Definition, StddevSamp.Definition, Sum.Definition, TryAverage.Definition, TrySum.Definition,
        VariancePop.Definition, VarianceSamp.Definition,
        ApproxCountDistinct.Definition, BitmapAnd.Definition, BitmapConstruct.Definition, BitmapOr.Definition, CountMinSketch.Definition,
        HistogramNumeric.Definition,
    ];

    private static FunctionDefinition[] Generators =>
    [
        Explode.Definition, ExplodeOuter.Definition, Inline.Definition, InlineOuter.Definition, JsonTuple.Definition, PosExplode.Definition, PosExplodeOuter.Definition,
        Stack.Definition,
    ];

    private static FunctionDefinition[] WindowFunctions =>
    [
        CumeDist.Definition, DenseRank.Definition, Lag.Definition, Lead.Definition, NthValue.Definition, Ntile.Definition, PercentRank.Definition,
        Rank.Definition, RowNumber.Definition,
    ];
}
