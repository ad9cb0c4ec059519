using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Locals;
using SqlSpark.Execution.Planning;
using SqlSpark.Execution.State;
using Xunit;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>A join type, with the existence join as a seventh.</summary>
public enum JoinKind
{
    Inner,
    LeftOuter,
    RightOuter,
    FullOuter,
    LeftSemi,
    LeftAnti,
    Exists,
}

/// <summary>Two tables, the keys first, then a BIGINT that conditions read, then a string; and the join of both by the rules, row by row.</summary>
internal sealed class JoinCase(DataType[] keyTypes, object?[][] left, object?[][] right)
{
    private readonly AttributeReference[] _left = Columns("l", keyTypes);
    private readonly AttributeReference[] _right = Columns("r", keyTypes);
    private readonly Dictionary<object?[], (string Text, string? Key)> _texts = new(ReferenceEqualityComparer.Instance);    // of rows, made once
    private readonly string _noRow = Text(new object?[keyTypes.Length + 2]);

    public bool IsNullSafe { get; init; }

    /// <summary>With a condition pairs match where the left number is less than the right one.</summary>
    public bool HasCondition { get; init; }

    public static JoinKind[] Kinds { get; } = Enum.GetValues<JoinKind>();

    public static DataType[] RowTypes(DataType[] keyTypes) => [.. keyTypes, LongType.Instance, StringType.Instance];

    public static JoinCase Random(DataType[] keyTypes, int leftCount, int rightCount, Random random, int variety = 40, bool hasCondition = false, bool isNullSafe = false) =>
        new(keyTypes, TestData.Rows(RowTypes(keyTypes), leftCount, random, variety), TestData.Rows(RowTypes(keyTypes), rightCount, random, variety))
        {
            HasCondition = hasCondition,
            IsNullSafe = isNullSafe,
        };

    public HashJoinExec Hash(JoinKind kind, BuildSide build) =>
        new(Table(_left, left), Table(_right, right), TypeOf(kind), build, Keys(), Condition()) { ExistsAttribute = Exists(kind) };

    public NestedLoopJoinExec NestedLoop(JoinKind kind)
    {
        Expression? condition = Condition();
        for (var k = 0; k < keyTypes.Length; k++)
        {
            var equal = new Comparison(IsNullSafe ? ComparisonOperator.EqualNullSafe : ComparisonOperator.Equal, _left[k], _right[k]);
            condition = condition is null ? equal : new And(equal, condition);
        }

        return new NestedLoopJoinExec(Table(_left, left), Table(_right, right), TypeOf(kind), condition) { ExistsAttribute = Exists(kind) };
    }

    /// <summary>The rows in the order that a join gives, as texts.</summary>
    public List<string> Expected(JoinKind kind, BuildSide build)
    {
        var isProbeLeft = build == BuildSide.Right;
        var (probe, kept) = isProbeLeft ? (left, right) : (right, left);
        var (probeKeys, keptKeys) = (Array.ConvertAll(probe, row => TextsOf(row).Key), Array.ConvertAll(kept, row => TextsOf(row).Key));
        var byKey = keptKeys.Select((key, i) => (key, i)).Where(p => p.key is not null).ToLookup(p => p.key!, p => p.i, StringComparer.Ordinal);
        var isMatched = new bool[kept.Length];
        var result = new List<string>();
        var isSemi = kind is JoinKind.LeftSemi or JoinKind.LeftAnti or JoinKind.Exists;
        for (var p = 0; p < probe.Length; p++)
        {
            var matches = (probeKeys[p] is { } key ? byKey[key] : []).Where(k => Fulfils(probe[p], kept[k], isProbeLeft)).ToList();
            foreach (var k in matches)
                isMatched[k] = true;
            if (isSemi)
            {
                if (isProbeLeft)
                    AddOnce(probe[p], matches.Count > 0);
                continue;
            }

            foreach (var k in matches)
                result.Add(Pair(TextsOf(probe[p]).Text, TextsOf(kept[k]).Text));
            if (matches.Count == 0 && (kind == JoinKind.FullOuter || kind == (isProbeLeft ? JoinKind.LeftOuter : JoinKind.RightOuter)))
                result.Add(Pair(TextsOf(probe[p]).Text, _noRow));
        }

        for (var k = 0; k < kept.Length; k++)
        {
            if (isSemi && !isProbeLeft)
                AddOnce(kept[k], isMatched[k]);
            else if (!isMatched[k] && (kind == JoinKind.FullOuter || kind == (isProbeLeft ? JoinKind.RightOuter : JoinKind.LeftOuter)))
                result.Add(Pair(_noRow, TextsOf(kept[k]).Text));
        }

        return result;

        string Pair(string probeRow, string keptRow) => isProbeLeft ? $"{probeRow} | {keptRow}" : $"{keptRow} | {probeRow}";

        void AddOnce(object?[] row, bool hasMatch)
        {
            if (kind == JoinKind.Exists)
                result.Add($"{TextsOf(row).Text} | {hasMatch}");
            else if (hasMatch == (kind == JoinKind.LeftSemi))
                result.Add(TextsOf(row).Text);
        }
    }

    public static List<string> Run(EngineFixture engine, PhysicalPlan plan, ConfSnapshot conf)
    {
        using var result = engine.Engine.Start(plan, conf, CancellationToken.None);
        var rows = result.CollectRows();
        Assert.Equal(0, result.UsedBytes);
        return rows.ConvertAll(Text);
    }

    public void CheckHash(EngineFixture engine, JoinKind kind, BuildSide build, ConfSnapshot conf) =>
        Assert.Equal(Expected(kind, build), Run(engine, Hash(kind, build), conf));

    public void CheckNestedLoop(EngineFixture engine, JoinKind kind, ConfSnapshot conf)
    {
        var join = NestedLoop(kind);
        Assert.Equal(Expected(kind, join.KeptSide), Run(engine, join, conf));
        if (kind == JoinKind.Inner)
            Assert.Equal(Expected(kind, BuildSide.Left), Run(engine, join with { KeptSide = BuildSide.Left }, conf));
    }

    /// <summary>A text that tells 0.0 from -0.0.</summary>
    private static string Text(object?[] row) => string.Join(" | ", row.Select(value => value switch
    {
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        float f => f.ToString("R", CultureInfo.InvariantCulture),
        _ => TestData.Canonical(value),
    }));

    private static JoinType TypeOf(JoinKind kind) => kind switch
    {
        JoinKind.Inner => JoinType.Inner,
        JoinKind.LeftOuter => JoinType.LeftOuter,
        JoinKind.RightOuter => JoinType.RightOuter,
        JoinKind.FullOuter => JoinType.FullOuter,
        JoinKind.LeftAnti => JoinType.LeftAnti,
        _ => JoinType.LeftSemi,
    };

    private static AttributeReference? Exists(JoinKind kind) =>
        kind == JoinKind.Exists ? new AttributeReference("exists", BooleanType.Instance, false) : null;

    private static AttributeReference[] Columns(string prefix, DataType[] keyTypes) =>
        [.. RowTypes(keyTypes).Select((type, i) => new AttributeReference(string.Create(CultureInfo.InvariantCulture, $"{prefix}{i}"), type))];

    private static LocalTableScanExec Table(AttributeReference[] columns, object?[][] rows) =>
        new([.. columns], [.. rows.Select(EquatableArray.ToEquatableArray)]);

    private EquatableArray<JoinKey> Keys() => [.. Enumerable.Range(0, keyTypes.Length).Select(k => new JoinKey(k, k, IsNullSafe))];

    private Comparison? Condition() => HasCondition ? Comparison.LessThan(_left[keyTypes.Length], _right[keyTypes.Length]) : null;

    private (string Text, string? Key) TextsOf(object?[] row)
    {
        if (!_texts.TryGetValue(row, out var texts))
            _texts.Add(row, texts = (Text(row), KeyOf(row)));
        return texts;
    }

    private string? KeyOf(object?[] row) =>
        !IsNullSafe && row.Take(keyTypes.Length).Any(value => value is null) ? null : TestData.Canonical(row.Take(keyTypes.Length));

    private bool Fulfils(object?[] probe, object?[] kept, bool isProbeLeft)
    {
        var (l, r) = isProbeLeft ? (probe, kept) : (kept, probe);
        return !HasCondition || (l[keyTypes.Length] is long a && r[keyTypes.Length] is long b && a < b);
    }
}
