using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Evaluation.Casts;

public sealed class CastRulesTests
{
    private static readonly DataType[] Atoms =
    [
        BooleanType.Instance, ByteType.Instance, IntegerType.Instance, LongType.Instance, FloatType.Instance, DoubleType.Instance,
        new DecimalType(10, 2), StringType.Instance, BinaryType.Instance, DateType.Instance, TimestampType.Instance,
        TimestampNtzType.Instance, new TimeType(), YearMonthIntervalType.Default, DayTimeIntervalType.Default, CalendarIntervalType.Instance,
    ];

    /// <summary>Rows and columns in the order of <see cref="Atoms"/>: A in every mode, L only outside of ANSI mode. Spark: Cast.canAnsiCast, canCast.</summary>
    private static readonly string[] Matrix =
    [
        "AAAAAAAA..L.....",    // boolean
        "AAAAAAAAL.A..AA.",    // tinyint
        "AAAAAAAAL.A..AA.",    // int
        "AAAAAAAAL.A..AA.",    // bigint
        "AAAAAAAA..A.....",    // float
        "AAAAAAAA..A.....",    // double
        "AAAAAAAA..A..AA.",    // decimal
        "AAAAAAAAAAAAAAAA",    // string
        ".......AA.......",    // binary
        "LLLLLLLA.AAA....",    // date
        "LAAAAAAA.AAAA...",    // timestamp
        ".......A.AAAA...",    // timestamp_ntz
        ".AAA..AA....A...",    // time
        ".AAA..AA.....A..",    // year-month
        ".AAA..AA......A.",    // day-time
        ".......A.......A",    // interval
    ];

    [Fact]
    public void The_matrix_of_types_is_Sparks()
    {
        for (var from = 0; from < Atoms.Length; from++)
        {
            for (var to = 0; to < Atoms.Length; to++)
            {
                var expected = Matrix[from][to];
                var pair = $"{Atoms[from]} to {Atoms[to]}";
                Assert.True(CastRules.CanCast(Atoms[from], Atoms[to], EvalMode.Ansi) == (expected == 'A'), pair);
                Assert.True(CastRules.CanCast(Atoms[from], Atoms[to], EvalMode.Try) == (expected == 'A'), pair);
                Assert.True(CastRules.CanCast(Atoms[from], Atoms[to], EvalMode.Legacy) == (expected != '.'), pair);
            }
        }
    }

    [Fact]
    public void Nested_types_cast_part_by_part_and_keep_their_promise_of_no_nulls()
    {
        var strings = new ArrayType(StringType.Instance, ContainsNull: false);
        var ints = new ArrayType(IntegerType.Instance, ContainsNull: false);
        Assert.True(CastRules.CanCast(strings, ints, EvalMode.Ansi));
        Assert.False(CastRules.CanCast(strings, ints, EvalMode.Try));           // a failed element would be NULL
        Assert.False(CastRules.CanCast(strings, ints, EvalMode.Legacy));
        Assert.True(CastRules.CanCast(strings, new ArrayType(IntegerType.Instance), EvalMode.Try));
        Assert.False(CastRules.CanCast(new ArrayType(StringType.Instance), strings, EvalMode.Ansi));
        Assert.False(CastRules.CanCast(ints, new ArrayType(DateType.Instance), EvalMode.Ansi));

        var map = new MapType(StringType.Instance, IntegerType.Instance);
        Assert.True(CastRules.CanCast(map, new MapType(IntegerType.Instance, LongType.Instance), EvalMode.Ansi));
        Assert.False(CastRules.CanCast(map, new MapType(IntegerType.Instance, LongType.Instance), EvalMode.Legacy));    // keys are never NULL

        var one = new StructType([new StructField("a", IntegerType.Instance)]);
        Assert.True(CastRules.CanCast(one, new StructType([new StructField("b", StringType.Instance)]), EvalMode.Ansi));
        Assert.False(CastRules.CanCast(one, new StructType([]), EvalMode.Ansi));
    }

    [Theory]
    [InlineData(EvalMode.Ansi, "CAST_WITH_FUNC_SUGGESTION", "`UNIX_DATE`")]
    [InlineData(EvalMode.Try, "CAST_WITH_FUNC_SUGGESTION", "`UNIX_DATE`")]
    public void A_function_is_suggested_where_there_is_one(EvalMode mode, string condition, string function)
    {
        var check = new Cast(Literal.Null(DateType.Instance), IntegerType.Instance, mode, "UTC").CheckInputTypes();
        Assert.Equal(condition, check.SubCondition);
        Assert.Contains(("functionNames", function), check.Parameters);
        Assert.Contains(("srcType", "\"DATE\""), check.Parameters);
        Assert.Contains(("targetType", "\"INT\""), check.Parameters);
    }

    [Fact]
    public void Legacy_mode_is_suggested_where_it_would_help()
    {
        var check = new Cast(Literal.Null(TimestampType.Instance), BooleanType.Instance, EvalMode.Ansi, "UTC").CheckInputTypes();
        Assert.Equal("CAST_WITH_CONF_SUGGESTION", check.SubCondition);
        Assert.Contains(("config", "\"spark.sql.ansi.enabled\""), check.Parameters);
        Assert.Contains(("configVal", "'false'"), check.Parameters);
        Assert.Equal("CAST_WITHOUT_SUGGESTION", new Cast(Literal.Null(TimestampType.Instance), BooleanType.Instance, EvalMode.Try, "UTC").CheckInputTypes().SubCondition);
        Assert.Equal("CAST_WITHOUT_SUGGESTION", new Cast(Literal.Null(DateType.Instance), BinaryType.Instance, EvalMode.Legacy, "UTC").CheckInputTypes().SubCondition);
        Assert.Equal("CAST_WITHOUT_SUGGESTION", new Cast(Literal.Null(DateType.Instance), BinaryType.Instance, EvalMode.Ansi, "UTC").CheckInputTypes().SubCondition);
    }

    [Fact]
    public void Nullability_is_Sparks_forceNullable()
    {
        Assert.True(Nullable(StringType.Instance, IntegerType.Instance, EvalMode.Ansi));
        Assert.False(Nullable(StringType.Instance, BinaryType.Instance, EvalMode.Ansi));
        Assert.False(Nullable(LongType.Instance, IntegerType.Instance, EvalMode.Ansi));
        Assert.True(Nullable(LongType.Instance, IntegerType.Instance, EvalMode.Try));
        Assert.False(Nullable(IntegerType.Instance, LongType.Instance, EvalMode.Try));
        Assert.True(Nullable(DoubleType.Instance, IntegerType.Instance, EvalMode.Legacy));
        Assert.True(Nullable(LongType.Instance, new DecimalType(10, 0), EvalMode.Ansi));
        Assert.False(Nullable(LongType.Instance, new DecimalType(20, 0), EvalMode.Ansi));
        Assert.False(Nullable(new DecimalType(10, 2), new DecimalType(10, 1), EvalMode.Ansi));
        Assert.True(Nullable(new DecimalType(10, 2), new DecimalType(9, 2), EvalMode.Ansi));
        Assert.True(Nullable(new DecimalType(3, 0), LongType.Instance, EvalMode.Try));
        Assert.False(Nullable(DateType.Instance, TimestampType.Instance, EvalMode.Ansi));
        Assert.True(Nullable(TimestampType.Instance, IntegerType.Instance, EvalMode.Ansi));
        Assert.False(Nullable(IntegerType.Instance, StringType.Instance, EvalMode.Try));
    }

    [Fact]
    public void Casts_that_cannot_fail_say_so()
    {
        Assert.False(CastRules.CanFail(IntegerType.Instance, LongType.Instance, EvalMode.Ansi));
        Assert.True(CastRules.CanFail(LongType.Instance, IntegerType.Instance, EvalMode.Ansi));
        Assert.False(CastRules.CanFail(LongType.Instance, IntegerType.Instance, EvalMode.Legacy));
        Assert.False(CastRules.CanFail(new DecimalType(12, 2), new DecimalType(13, 2), EvalMode.Ansi));
        Assert.False(CastRules.CanFail(new DecimalType(12, 2), new DecimalType(12, 1), EvalMode.Ansi));
        Assert.True(CastRules.CanFail(new DecimalType(12, 2), new DecimalType(11, 1), EvalMode.Ansi));      // 9999999999.95 has one digit more
        Assert.False(CastRules.CanFail(new DecimalType(9, 0), IntegerType.Instance, EvalMode.Ansi));
        Assert.True(CastRules.CanFail(new DecimalType(10, 0), IntegerType.Instance, EvalMode.Ansi));
        Assert.False(CastRules.CanFail(IntegerType.Instance, new DecimalType(10, 0), EvalMode.Ansi));
        Assert.True(CastRules.CanFail(IntegerType.Instance, new DecimalType(11, 2), EvalMode.Ansi));
        Assert.True(CastRules.CanFail(new ArrayType(StringType.Instance), new ArrayType(IntegerType.Instance), EvalMode.Ansi));
        Assert.False(CastRules.CanFail(new ArrayType(IntegerType.Instance), new ArrayType(LongType.Instance), EvalMode.Ansi));
    }

    [Fact]
    public void Up_casts_lose_nothing()
    {
        Assert.True(CastRules.CanUpCast(IntegerType.Instance, DoubleType.Instance));
        Assert.False(CastRules.CanUpCast(DoubleType.Instance, FloatType.Instance));
        Assert.True(CastRules.CanUpCast(LongType.Instance, new DecimalType(20, 0)));
        Assert.False(CastRules.CanUpCast(LongType.Instance, new DecimalType(19, 0)));
        Assert.True(CastRules.CanUpCast(new DecimalType(10, 0), IntegerType.Instance));
        Assert.False(CastRules.CanUpCast(new DecimalType(10, 1), IntegerType.Instance));
        Assert.True(CastRules.CanUpCast(DateType.Instance, TimestampType.Instance));
        Assert.True(CastRules.CanUpCast(BooleanType.Instance, StringType.Instance));
        Assert.False(CastRules.CanUpCast(new ArrayType(IntegerType.Instance), StringType.Instance));
        Assert.False(CastRules.CanUpCast(StringType.Instance, IntegerType.Instance));
        Assert.True(CastRules.CanUpCast(VoidType.Instance, DateType.Instance));
        Assert.True(CastRules.CanUpCast(new ArrayType(IntegerType.Instance), new ArrayType(LongType.Instance)));
    }

    [Fact]
    public void An_insert_assigns_within_families_of_types()
    {
        Assert.True(CastRules.CanStoreAssign(DoubleType.Instance, ByteType.Instance));
        Assert.True(CastRules.CanStoreAssign(IntegerType.Instance, StringType.Instance));
        Assert.False(CastRules.CanStoreAssign(StringType.Instance, IntegerType.Instance));
        Assert.True(CastRules.CanStoreAssign(TimestampType.Instance, DateType.Instance));
        Assert.False(CastRules.CanStoreAssign(IntegerType.Instance, BooleanType.Instance));
    }

    [Fact]
    public void The_zone_matters_between_instants_and_local_values_also_inside()
    {
        Assert.True(CastRules.NeedsTimeZone(StringType.Instance, TimestampType.Instance));
        Assert.True(CastRules.NeedsTimeZone(TimestampType.Instance, DateType.Instance));
        Assert.False(CastRules.NeedsTimeZone(TimestampNtzType.Instance, DateType.Instance));
        Assert.False(CastRules.NeedsTimeZone(TimestampType.Instance, LongType.Instance));
        Assert.True(CastRules.NeedsTimeZone(new ArrayType(DateType.Instance), new ArrayType(TimestampType.Instance)));
        Assert.True(CastRules.NeedsTimeZone(new ArrayType(TimestampType.Instance), StringType.Instance));
    }

    private static bool Nullable(DataType from, DataType to, EvalMode mode) =>
        new Cast(new AttributeReferenceStub(from), to, mode, "UTC").Nullable;

    private sealed record AttributeReferenceStub(DataType Type) : LeafExpression
    {
        public override DataType DataType => Type;

        public override bool Nullable => false;

        public override string Sql => "a";
    }
}
