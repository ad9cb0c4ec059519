using System.Globalization;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Sql.Differential;

/// <summary>
/// Makes random terms of a type. The text for DuckDB has explicit casts wherever its types differ from Spark's; the text for Spark has none, so that
/// coercions are tested.
/// </summary>
/// <param name="random">Chance.</param>
/// <param name="queries">Makes subqueries.</param>
/// <param name="features">What to make terms of.</param>
internal sealed class TermGenerator(Random random, QueryGenerator queries, Features features)
{
    /// <summary>A term of a type that the scope suggests.</summary>
    public Term Any(Scope scope) => random.Chance(15) ? DecimalArithmetic(scope) : Of(AnyType(scope), scope);

    /// <summary>A type of a leaf, seldom another one.</summary>
    public DataType AnyType(Scope scope) =>
        scope.Leaves.Count == 0 || random.Chance(10) ? random.Pick(SqlTypes.OfColumns) : random.Pick(scope.Leaves).Type;

    /// <summary>A term of the type.</summary>
    public Term Of(DataType type, Scope scope)
    {
        if (scope.Depth <= 0 || random.Chance(35))
            return Leaf(type, scope);
        var deeper = scope.Deeper;
        if (scope.SubqueryDepth > 0 && random.Chance(4))
            return ScalarSubquery(type, scope);
        if (random.Chance(25))
            return General(type, deeper);
        return type switch
        {
            BooleanType => Predicate(scope),
            StringType => Text(deeper),
            DateType => Date(deeper),
            TimestampType => Timestamp(deeper),
            BinaryType => Binary(deeper),
            DayTimeIntervalType or YearMonthIntervalType => Interval(type, deeper),
            DecimalType d => Decimal(d, scope),
            _ => Number(type, deeper),
        };
    }

    /// <summary>A literal of the type as it would be written.</summary>
    public Term Literal(DataType type)
    {
        if (random.Chance(6))
            return Term.Null(type);
        var value = RandomTables.Value(random, type);
        var spark = type switch
        {
            ByteType => value + "Y",
            ShortType => value + "S",
            IntegerType => value,
            LongType => value + "L",
            StringType => $"'{value}'",
            DateType => $"DATE '{value}'",
            TimestampType => $"TIMESTAMP '{value}'",
            BooleanType => value.ToUpperInvariant(),
            DoubleType when double.IsFinite(double.Parse(value, CultureInfo.InvariantCulture)) => value + "D",
            FloatType when double.IsFinite(double.Parse(value, CultureInfo.InvariantCulture)) => value + "F",
            BinaryType => $"X'{value}'",
            DayTimeIntervalType or YearMonthIntervalType => $"INTERVAL '{SqlTypes.TextOf(value, type, Dialect.Spark)}' {SqlTypes.Name(type, Dialect.Spark)["INTERVAL ".Length..]}",
            _ => $"CAST('{value}' AS {SqlTypes.Name(type, Dialect.Spark)})",
        };
        return new ConstantTerm(type, value.StartsWith('-') && spark.StartsWith('-') ? $"({spark})" : spark, SqlTypes.FromText($"'{value}'", type, Dialect.DuckDb));
    }

    /// <summary>What WHERE, HAVING and ON take.</summary>
    public Term Condition(Scope scope) => Predicate(scope with { IsCondition = true });

    /// <summary>A term of truth.</summary>
    public Term Predicate(Scope scope)
    {
        var deeper = scope.Deeper;
        var part = deeper with { IsCondition = scope.IsCondition };
        if (scope.SubqueryDepth > 0 && random.Chance(18))
            return SubqueryPredicate(scope);
        switch (random.Next(scope.Depth > 0 ? 16 : 8))
        {
            case 0:
                return Same(BooleanType.Instance, random.Chance(50) ? "({0} IS NULL)" : "({0} IS NOT NULL)", Any(deeper));
            case 1:
                return InList(deeper);
            case 2:
                return Between(deeper);
            case 3:
                return Like(deeper);
            case 8 or 9 or 10:
                return Same(BooleanType.Instance, "({0} AND {1})", Predicate(part), Predicate(part));
            case 11 or 12:
                return Same(BooleanType.Instance, "({0} OR {1})", Predicate(part), Predicate(part));
            case 13:
                return Same(BooleanType.Instance, "(NOT {0})", Predicate(deeper));
            case 14:
                return Same(BooleanType.Instance, random.Pick<string>(["({0} IS TRUE)", "({0} IS FALSE)", "({0} IS NOT TRUE)", "({0} IS NULL)"]), Predicate(deeper));
            case 15:
                return Of(BooleanType.Instance, deeper);
            default:
                return Comparison(Any(deeper), deeper);
        }
    }

    /// <summary>A comparison of two terms, of which the second comes from another scope: what joins and correlated subqueries are made of.</summary>
    public Term Comparison(Term left, Scope right, bool isEquality = false)
    {
        var candidates = right.Leaves.Where(l => SqlTypes.Common(left.Type, l.Type) is not null).ToList();
        Term other;
        if (random.Chance(70) && candidates.Count > 0)
            other = random.Pick(candidates);
        else if (SqlTypes.NarrowerThan(left.Type) is { Count: > 0 } narrower && random.Chance(30))
            other = Of(random.Pick(narrower), right);
        else
            other = Of(left.Type, right);
        return Compare(left, other, isEquality);
    }

    public Term Compare(Term left, Term right, bool isEquality = false)
    {
        var common = SqlTypes.Common(left.Type, right.Type) ?? throw new ArgumentException("no common type", nameof(right));
        var (spark, duck) = random.Next(isEquality ? 4 : 12) switch
        {
            0 when random.Chance(40) => ("<=>", "IS NOT DISTINCT FROM"),
            <= 4 => ("=", "="),
            5 => ("<>", "<>"),
            6 or 7 => ("<", "<"),
            8 => ("<=", "<="),
            9 or 10 => (">", ">"),
            _ => (">=", ">="),
        };
        return Call(BooleanType.Instance, $"({{0}} {spark} {{1}})", $"({Cast(0, common)} {duck} {Cast(1, common)})", left, right);
    }

    /// <summary>A term of the type, or of one that becomes it beside such a term.</summary>
    public Term Coerced(DataType type, Scope scope) =>
        random.Chance(25) && SqlTypes.NarrowerThan(type) is { Count: > 0 } narrower ? Of(random.Pick(narrower), scope) : Of(type, scope);

    /// <summary>Arithmetic of decimals with the type that it has in Spark.</summary>
    public Term DecimalArithmetic(Scope scope)
    {
        var decimals = scope.Leaves.Select(l => l.Type).OfType<DecimalType>().ToList();
        var left = decimals.Count > 0 ? random.Pick(decimals) : random.Pick(SqlTypes.Decimals);
        var right = random.Pick(SqlTypes.Decimals);
        var deeper = scope.Deeper;
        if (features.IsSparkAlone && random.Chance(20))
            return Call(DecimalType.ForDivide(left, right), "({0} / nullif({1}, 0))", "", Of(left, deeper), Of(right, deeper));
        var op = random.Pick<string>(["+", "-", "*"]);

        // Where the digits of a result do not fit, Spark keeps fewer behind the point and DuckDB fails.
        if (!features.IsSparkAlone)
        {
            if (!Fits(left, right, op))
                right = new DecimalType(5, 2);
            if (!Fits(left, right, op))
                left = new DecimalType(12, 4);
        }

        var type = op == "*" ? DecimalType.ForMultiply(left, right) : DecimalType.ForAdd(left, right);
        return Call(type, $"({{0}} {op} {{1}})", Cast($"{{0}} {op} {{1}}", type), Of(left, deeper), Of(right, deeper));
    }

    private static bool Fits(DecimalType left, DecimalType right, string op) => DecimalType.MaxPrecision > (op == "*"
        ? left.Precision + right.Precision
        : Math.Max(left.Precision - left.Scale, right.Precision - right.Scale) + Math.Max(left.Scale, right.Scale));

    private static string Cast(int argument, DataType type) => SqlTypes.DuckDbCast($"{{{argument}}}", type);

    private static string Cast(string text, DataType type) => SqlTypes.DuckDbCast(text, type);

    private static CallTerm Call(DataType type, string spark, string duckDb, params SqlNode[] arguments) =>
        new(type, arguments.OfType<Term>().All(a => a.IsExact), spark, duckDb, EquatableArray.Create<SqlNode>(arguments));

    private static CallTerm Same(DataType type, string text, params SqlNode[] arguments) => Call(type, text, text, arguments);

    private Term Leaf(DataType type, Scope scope)
    {
        var leaves = scope.Of(type);
        return leaves.Count > 0 && random.Chance(85) ? random.Pick(leaves) : Literal(type);
    }

    /// <summary>What there is for every type.</summary>
    private CallTerm General(DataType type, Scope scope)
    {
        switch (random.Next(8))
        {
            case 0:
                return Call(type, "coalesce({0}, {1})", $"coalesce({Cast(0, type)}, {Cast(1, type)})", Of(type, scope), Coerced(type, scope));
            case 1:
                return Same(type, "nullif({0}, {1})", Of(type, scope), Of(type, scope));
            case 2:
                return Call(type, "if({0}, {1}, {2})", $"CASE WHEN {{0}} THEN {Cast(1, type)} ELSE {Cast(2, type)} END", Predicate(scope), Of(type, scope), Coerced(type, scope));
            case 3:
                return Call(type, "CASE WHEN {0} THEN {1} END", $"CASE WHEN {{0}} THEN {Cast(1, type)} END", Predicate(scope), Of(type, scope));
            case 4:
                var subject = Any(scope);
                return Call(
                    type,
                    "CASE {0} WHEN {1} THEN {2} WHEN {3} THEN {4} ELSE {5} END",
                    $"CASE {{0}} WHEN {{1}} THEN {Cast(2, type)} WHEN {{3}} THEN {Cast(4, type)} ELSE {Cast(5, type)} END",
                    subject, Of(subject.Type, scope), Of(type, scope), Literal(subject.Type), Coerced(type, scope), Leaf(type, scope));
            case 5 when type is not BooleanType:
                var name = random.Pick<string>(["greatest", "least"]);
                return Call(type, name + "({0}, {1})", $"{name}({Cast(0, type)}, {Cast(1, type)})", Of(type, scope), Coerced(type, scope));
            default:
                return Call(
                    type,
                    "CASE WHEN {0} THEN {1} WHEN {2} THEN {3} ELSE {4} END",
                    $"CASE WHEN {{0}} THEN {Cast(1, type)} WHEN {{2}} THEN {Cast(3, type)} ELSE {Cast(4, type)} END",
                    Predicate(scope), Of(type, scope), Predicate(scope), Coerced(type, scope), Leaf(type, scope));
        }
    }

    private CallTerm InList(Scope scope)
    {
        var type = AnyType(scope);
        var count = random.Next(6) == 0 ? random.Next(5, 30) : random.Next(1, 5);
        var arguments = new SqlNode[count + 1];
        arguments[0] = Of(type, scope);
        for (var i = 1; i <= count; i++)
            arguments[i] = random.Chance(85) ? Literal(type) : Coerced(type, scope);
        var not = random.Chance(35) ? " NOT" : "";
        return Call(
            BooleanType.Instance,
            $"({{0}}{not} IN ({string.Join(", ", Enumerable.Range(1, count).Select(i => $"{{{i}}}"))}))",
            $"({{0}}{not} IN ({string.Join(", ", Enumerable.Range(1, count).Select(i => Cast(i, type)))}))",
            arguments);
    }

    private CallTerm Between(Scope scope)
    {
        var type = AnyType(scope);
        var not = random.Chance(25) ? " NOT" : "";

        // DuckDB computes NULL for some values outside of a range with a NULL bound, where its two comparisons give FALSE.
        return Call(
            BooleanType.Instance, $"({{0}}{not} BETWEEN {{1}} AND {{2}})", $"({not} ({{0}} >= {Cast(1, type)} AND {{0}} <= {Cast(2, type)}))",
            Of(type, scope), Coerced(type, scope), Of(type, scope));
    }

    private CallTerm Like(Scope scope)
    {
        var not = random.Chance(25) ? " NOT" : "";
        var text = Of(StringType.Instance, scope);
        if (random.Chance(10))
            return Same(BooleanType.Instance, $"({{0}}{not} LIKE {{1}})", text, Of(StringType.Instance, scope));
        if (random.Chance(20))
        {
            return random.Chance(50)
                ? Call(BooleanType.Instance, "startswith({0}, {1})", "starts_with({0}, {1})", text, Of(StringType.Instance, scope))
                : Same(BooleanType.Instance, "contains({0}, {1})", text, Of(StringType.Instance, scope));
        }

        var pattern = random.Pick<string>(["a%", "%a", "%b%", "_", "a_c", "%", "", "abc", "%o%e%", "s1_", "%é", "_本", "__%", "long%another", "%enough%"]);
        return Same(BooleanType.Instance, $"({{0}}{not} LIKE '{pattern}')", text);
    }

    private CallTerm Number(DataType type, Scope scope)
    {
        switch (type)
        {
            case IntegerType when random.Chance(30):
                return Integer(scope);
            case IntegerType or LongType when random.Chance(25):
                return Call(type, $"CAST({{0}} AS {SqlTypes.Name(type, Dialect.Spark)})", Cast("trunc({0})", type), Of(random.Pick<DataType>([DoubleType.Instance, new DecimalType(5, 2), new DecimalType(12, 4)]), scope));
            case LongType when random.Chance(20):
                return Call(type, "({0} div nullif({1}, 0))", Cast($"{Cast(0, type)} // nullif({Cast(1, type)}, 0)", type), Of(LongType.Instance, scope), Coerced(LongType.Instance, scope));
            case DoubleType when random.Chance(30):
                return Quotient(scope);
            case DoubleType when random.Chance(30):
                var from = random.Pick<DataType>([.. SqlTypes.Integers, new DecimalType(5, 2), FloatType.Instance]);
                return Call(type, "CAST({0} AS DOUBLE)", "CAST({0} AS DOUBLE)", Of(from, scope)) with { IsExact = from is not DecimalType };
        }

        var (left, right) = (Of(type, scope), Coerced(type, scope));
        return random.Next(8) switch
        {
            0 => Call(type, "(- {0})", Cast("-({0})", type), left),
            1 => Call(type, "abs({0})", Cast("abs({0})", type), left),
            2 when SqlTypes.IsInteger(type) => Call(type, "({0} % nullif({1}, 0))", Cast($"{Cast(0, type)} % nullif({Cast(1, type)}, 0)", type), left, right),
            3 or 4 => Arithmetic(type, "*", left, right) with { IsExact = SqlTypes.IsInteger(type) || (left, right) is (ColumnTerm, ColumnTerm) },
            5 => Arithmetic(type, "-", left, right),
            _ => Arithmetic(type, "+", left, right),
        };
    }

    private static CallTerm Arithmetic(DataType type, string op, Term left, Term right) =>
        Call(type, $"({{0}} {op} {{1}})", Cast($"{Cast(0, type)} {op} {Cast(1, type)}", type), left, right);

    private CallTerm Quotient(Scope scope)
    {
        DataType[] types = [.. SqlTypes.Integers, DoubleType.Instance, DoubleType.Instance];
        var type = DoubleType.Instance;
        return Call(type, "({0} / nullif({1}, 0))", $"({Cast(0, type)} / nullif({Cast(1, type)}, 0))", Of(random.Pick(types), scope), Of(random.Pick(types), scope)) with { IsExact = false };
    }

    private CallTerm Integer(Scope scope)
    {
        var type = IntegerType.Instance;
        return random.Next(features.IsSparkAlone ? 9 : 7) switch
        {
            7 => Call(type, "hash({0}, {1})", "", Any(scope), Any(scope)),
            4 => Call(type, "length({0})", Cast("octet_length({0})", type), Of(BinaryType.Instance, scope)),
            5 => Call(type, "extract(DAY FROM {0})", Cast("{0} // 86400000000", type), Of(DayTimeIntervalType.Default, scope)),
            6 => Call(type, "extract(YEAR FROM {0})", Cast("{0} // 12", type), Of(YearMonthIntervalType.Default, scope)),
            8 => Call(type, "({0} & {1})", "", Of(type, scope), Of(type, scope)),
            0 => Call(type, "length({0})", Cast("length({0})", type), Of(StringType.Instance, scope)),
            1 => Call(type, random.Pick<string>(["year", "month", "day"]) is var part ? part + "({0})" : "", Cast(part + "({0})", type), Of(DateType.Instance, scope)),
            2 => Call(type, "datediff({0}, {1})", Cast("{0} - {1}", type), Of(DateType.Instance, scope), Of(DateType.Instance, scope)),
            _ => Call(type, "try_cast({0} AS INT)", "CASE WHEN NOT contains({0}, '.') THEN try_cast({0} AS INTEGER) END", Of(StringType.Instance, scope)),
        };
    }

    private Term Decimal(DecimalType type, Scope scope)
    {
        var source = random.Chance(60) ? DecimalArithmetic(scope) : Of(random.Pick<DataType>([ByteType.Instance, IntegerType.Instance, .. SqlTypes.Decimals]), scope.Deeper);
        if (source.Type == type)
            return source;
        var text = $"CAST({{0}} AS {SqlTypes.Name(type, Dialect.Spark)})";
        return Same(type, text, source);
    }

    private CallTerm Timestamp(Scope scope) => random.Next(5) switch
    {
        0 => Plus(TimestampType.Instance, "CAST({0} AS TIMESTAMP)", "to_microseconds", DateType.Instance, DayTimeIntervalType.Default, scope),
        1 => Plus(TimestampType.Instance, "{0}", "to_microseconds", TimestampType.Instance, DayTimeIntervalType.Default, scope),
        2 => Plus(TimestampType.Instance, "{0}", "to_months", TimestampType.Instance, YearMonthIntervalType.Default, scope),
        _ => Same(TimestampType.Instance, "CAST({0} AS TIMESTAMP)", Of(DateType.Instance, scope)),
    };

    /// <summary>A time plus or minus an interval.</summary>
    private CallTerm Plus(DataType type, string time, string toInterval, DataType timeType, DataType intervalType, Scope scope)
    {
        var op = random.Pick<string>(["+", "-"]);
        return Call(type, $"({{0}} {op} {{1}})", Cast($"{time} {op} {toInterval}({{1}})", type), Of(timeType, scope), Of(intervalType, scope));
    }

    private CallTerm Interval(DataType type, Scope scope)
    {
        var left = Of(type, scope);
        var factor = random.Next(-2, 4);
        return random.Next(7) switch
        {
            0 => Call(type, "(- {0})", Cast("-({0})", type), left),
            1 => Call(type, "abs({0})", Cast("abs({0})", type), left),
            2 => Call(type, $"({{0}} * {factor})", Cast($"{{0}} * {factor}", type), left),
            3 when type is DayTimeIntervalType => Call(type, "({0} - {1})", "(epoch_us({0}) - epoch_us({1}))", Of(TimestampType.Instance, scope), Of(TimestampType.Instance, scope)),
            4 => Arithmetic(type, "-", left, Of(type, scope)),
            _ => Arithmetic(type, "+", left, Of(type, scope)),
        };
    }

    private CallTerm Binary(Scope scope) => random.Next(4) switch
    {
        0 => Call(BinaryType.Instance, "CAST({0} AS BINARY)", "encode({0})", Of(StringType.Instance, scope)),
        1 => Same(BinaryType.Instance, "unhex(hex({0}))", Of(BinaryType.Instance, scope)),
        _ => Same(BinaryType.Instance, "({0} || {1})", Of(BinaryType.Instance, scope), Of(BinaryType.Instance, scope)),
    };

    private CallTerm Date(Scope scope) => random.Next(4) switch
    {
        2 => Plus(DateType.Instance, "{0}", "to_months", DateType.Instance, YearMonthIntervalType.Default, scope),
        0 => Call(DateType.Instance, "date_add({0}, {1})", "CAST({0} + CAST({1} AS INTEGER) AS DATE)", Of(DateType.Instance, scope), SmallNumber(scope)),
        1 => Call(DateType.Instance, "date_sub({0}, {1})", "CAST({0} - CAST({1} AS INTEGER) AS DATE)", Of(DateType.Instance, scope), SmallNumber(scope)),
        _ => Same(DateType.Instance, "CAST({0} AS DATE)", Of(TimestampType.Instance, scope)),
    };

    private Term SmallNumber(Scope scope) => random.Chance(50) ? Of(ByteType.Instance, scope with { Depth = 0 }) : Literal(ByteType.Instance);

    private CallTerm Text(Scope scope)
    {
        var text = Of(StringType.Instance, scope);
        switch (random.Next(8))
        {
            case 5:
                return Same(StringType.Instance, "hex({0})", Of(BinaryType.Instance, scope));
            case 0:
                return Same(StringType.Instance, random.Pick<string>(["upper({0})", "lower({0})"]), text);
            case 1:
                return Same(StringType.Instance, "trim({0})", text);
            case 2:
                return Same(StringType.Instance, $"substring({{0}}, {random.Next(1, 5)}, {random.Next(4)})", text);
            case 3 or 4:
                return Same(StringType.Instance, "({0} || {1})", text, Of(StringType.Instance, scope));
            default:
                List<DataType> types = [.. SqlTypes.Integers, DateType.Instance, BooleanType.Instance, new DecimalType(5, 2)];
                if (features.IsSparkAlone)
                    types.AddRange([DoubleType.Instance, FloatType.Instance, TimestampType.Instance]);
                var from = random.Pick(types);
                return Call(StringType.Instance, "CAST({0} AS STRING)", "CAST({0} AS VARCHAR)", Of(from, scope));
        }
    }

    /// <summary>The term with a literal in the place of NULL.</summary>
    public Term WithoutNulls(Term term)
    {
        Term literal;
        do
            literal = Literal(term.Type);
        while (literal.In(Dialect.Spark).Contains("NULL", StringComparison.Ordinal));
        return Same(term.Type, "coalesce({0}, {1})", term, literal);
    }

    private CallTerm ScalarSubquery(DataType type, Scope scope) => Same(type, "({0})", queries.Scalar(type, scope));

    private Term SubqueryPredicate(Scope scope)
    {
        switch (random.Next(4))
        {
            case 0:
                return Same(BooleanType.Instance, random.Chance(50) ? "(EXISTS ({0}))" : "(NOT EXISTS ({0}))", queries.Exists(scope));
            case 1:
                var value = Any(scope.Deeper);
                return Compare(value, ScalarSubquery(value.Type, scope));
            default:
                // Spark's IN over a query is never NULL but where NULL is as good as FALSE, so NULLs are kept away from it elsewhere.
                var subject = Any(scope.Deeper with { SubqueryDepth = 0 });
                if (!scope.IsCondition)
                    subject = WithoutNulls(subject);
                return Same(BooleanType.Instance, $"({{0}}{(random.Chance(45) ? " NOT" : "")} IN ({{1}}))", subject, queries.Column(subject.Type, scope));
        }
    }
}
