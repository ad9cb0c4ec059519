using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Planning;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>What a join gives for a row of the side that streams.</summary>
internal enum JoinEmission : byte
{
    /// <summary>Its pairs, and perhaps the row itself when there are none.</summary>
    Pairs,

    /// <summary>The row, once or not at all: semi, anti and existence joins that keep the right side.</summary>
    ProbeRow,

    /// <summary>Nothing: semi, anti and existence joins that keep the left side, whose rows come when all matches are known.</summary>
    Nothing,
}

/// <summary>A column of one of the sides of a join.</summary>
/// <param name="IsProbe">True for the side that streams.</param>
/// <param name="Ordinal">Its place there.</param>
internal readonly record struct JoinColumn(bool IsProbe, int Ordinal);

/// <summary>What all workers of a join share: which side is kept, the layout of its rows, and what is given out.</summary>
internal sealed class JoinPlan
{
    private readonly JoinType _type;
    private readonly TupleColumn?[] _places;    // of the kept side's columns in the rows

    /// <summary>Plans a join.</summary>
    /// <param name="node">The node.</param>
    /// <param name="buildSide">The side that is kept.</param>
    /// <param name="keys">The columns that must be equal; none for a nested loop.</param>
    /// <param name="isNullAware">See <see cref="HashJoinExec.IsNullAware"/>.</param>
    /// <param name="range">The inequalities of a range join; null for others.</param>
    public JoinPlan(JoinExec node, BuildSide buildSide, EquatableArray<JoinKey> keys, bool isNullAware = false, JoinRange? range = null)
    {
        Range = range;
        _type = node.Type;
        IsProbeLeft = buildSide == BuildSide.Right;
        IsNullAware = isNullAware;
        HasExists = node.ExistsAttribute is not null;
        var (probe, build) = IsProbeLeft ? (node.Left, node.Right) : (node.Right, node.Left);
        ProbeTypes = probe.OutputTypes;
        BuildTypes = build.OutputTypes;
        ProbeKeys = range is null
            ? [.. keys.Select(k => IsProbeLeft ? k.LeftOrdinal : k.RightOrdinal)]
            : [.. new[] { range.ProbeHigh, range.ProbeLow }.Where(static column => column >= 0)];
        BuildKeys = [.. keys.Select(k => IsProbeLeft ? k.RightOrdinal : k.LeftOrdinal)];
        AreNullSafe = [.. keys.Select(k => k.IsNullSafe)];
        foreach (var key in BuildKeys)
            RefuseCollations(BuildTypes[key]);
        Emission = _type is not (JoinType.LeftSemi or JoinType.LeftAnti) ? JoinEmission.Pairs
            : IsProbeLeft ? JoinEmission.ProbeRow : JoinEmission.Nothing;
        KeepsProbe = _type == JoinType.FullOuter || _type == (IsProbeLeft ? JoinType.LeftOuter : JoinType.RightOuter);
        KeepsBuild = _type == JoinType.FullOuter || _type == (IsProbeLeft ? JoinType.RightOuter : JoinType.LeftOuter);
        (Condition, ConditionColumns) = Compile(node, IsProbeLeft);
        (Layout, Payload, _places) = LayOut();
    }

    /// <summary>True when the left side streams and the right one is kept.</summary>
    public bool IsProbeLeft { get; }

    /// <summary>See <see cref="HashJoinExec.IsNullAware"/>.</summary>
    public bool IsNullAware { get; }

    /// <summary>True for an existence join.</summary>
    public bool HasExists { get; }

    /// <summary>True when rows with a match are left out.</summary>
    public bool IsAnti => _type == JoinType.LeftAnti;

    /// <summary>The columns of the side that streams.</summary>
    public EquatableArray<DataType> ProbeTypes { get; }

    /// <summary>The columns of the side that is kept.</summary>
    public EquatableArray<DataType> BuildTypes { get; }

    /// <summary>The inequalities of a range join; null for others.</summary>
    public JoinRange? Range { get; }

    /// <summary>The keys in the side that streams; in a range join the columns that are compared.</summary>
    public ImmutableArray<int> ProbeKeys { get; }

    /// <summary>The keys in the side that is kept.</summary>
    public ImmutableArray<int> BuildKeys { get; }

    /// <summary>For each key whether NULL equals NULL.</summary>
    public ImmutableArray<bool> AreNullSafe { get; }

    /// <summary>What comes out for a row of the side that streams.</summary>
    public JoinEmission Emission { get; }

    /// <summary>True when rows of the side that streams come out without a match, too.</summary>
    public bool KeepsProbe { get; }

    /// <summary>True when rows of the kept side come out without a match, behind all others.</summary>
    public bool KeepsBuild { get; }

    /// <summary>True when kept rows come out when all matches are known.</summary>
    public bool HasRest => KeepsBuild || Emission == JoinEmission.Nothing;

    /// <summary>True when a kept row is needed that can have no match because of a NULL.</summary>
    public bool KeepsNullKeys => KeepsBuild || (Emission == JoinEmission.Nothing && (IsAnti || HasExists));

    /// <summary>Gives one BOOLEAN column, the condition, for pairs of <see cref="ConditionColumns"/>; null when there is none.</summary>
    public ExpressionProgram? Condition { get; }

    /// <summary>The columns that the condition reads.</summary>
    public ImmutableArray<JoinColumn> ConditionColumns { get; }

    /// <summary>The rows of the kept side: the keys, then the columns of <see cref="Payload"/>. Without keys there is one of type void, for the first word.</summary>
    public TupleLayout Layout { get; }

    /// <summary>The columns of the kept side that are stored besides the keys.</summary>
    public ImmutableArray<int> Payload { get; }

    /// <summary>Where a column of the kept side stands in its rows.</summary>
    public TupleColumn PlaceOf(int buildColumn) => _places[buildColumn]!.Value;

    /// <summary>
    /// The column of the side that streams which has the same values in all pairs, or -1: that of an inner join's key. Keys with several forms of one value,
    /// such as 0.0 and -0.0, have none.
    /// </summary>
    public int TwinOf(int buildColumn)
    {
        var key = BuildKeys.IndexOf(buildColumn);
        return key >= 0 && !KeepsProbe && HasOneForm(BuildTypes[buildColumn]) && ProbeTypes[ProbeKeys[key]].Equals(BuildTypes[buildColumn])
            ? ProbeKeys[key]
            : -1;
    }

    private (TupleLayout Layout, ImmutableArray<int> Payload, TupleColumn?[] Places) LayOut()
    {
        var needed = new bool[BuildTypes.Count];
        if (Emission != JoinEmission.ProbeRow)
            Array.Fill(needed, true);
        foreach (var column in ConditionColumns)
        {
            if (!column.IsProbe)
                needed[column.Ordinal] = true;
        }

        foreach (var column in Range is null ? [] : new[] { Range.KeptLow, Range.KeptHigh })
        {
            if (column >= 0)
                needed[column] = true;
        }

        var payload = Enumerable.Range(0, BuildTypes.Count).Where(c => needed[c] && KeyOf(c) < 0).ToImmutableArray();
        DataType[] keyTypes = BuildKeys.IsEmpty ? [VoidType.Instance] : [.. BuildKeys.Select(k => BuildTypes[k])];
        var layout = new TupleLayout(keyTypes, [.. payload.Select(c => BuildTypes[c])]);
        var places = new TupleColumn?[BuildTypes.Count];
        for (var i = 0; i < payload.Length; i++)
            places[payload[i]] = layout.Payload[i];
        for (var c = 0; c < places.Length; c++)
            places[c] ??= needed[c] ? layout.Keys[KeyOf(c)] : null;
        return (layout, payload, places);
    }

    // The key that stores a column as it is, or -1.
    private int KeyOf(int buildColumn) => HasOneForm(BuildTypes[buildColumn]) ? BuildKeys.IndexOf(buildColumn) : -1;

    private static bool HasOneForm(DataType type) => !type.PhysicalType.IsNested() && type is not (FloatType or DoubleType);

    private static (ExpressionProgram? Program, ImmutableArray<JoinColumn> Columns) Compile(JoinExec node, bool isProbeLeft)
    {
        if (node.Condition is not { } condition)
            return (null, []);
        var attributes = ImmutableArray.CreateBuilder<AttributeReference>();
        var columns = ImmutableArray.CreateBuilder<JoinColumn>();
        Collect(node.Left, isProbeLeft);
        Collect(node.Right, !isProbeLeft);
        EquatableArray<AttributeReference> input = [.. attributes];
        var program = ExpressionProgram.Compile(input.Map(a => a.Type), [new ProgramStep.Project([ReferenceBinder.Bind(condition, input)])]);
        return (program, columns.ToImmutable());

        void Collect(PhysicalPlan side, bool isProbe)
        {
            var output = side.Output;
            for (var i = 0; i < output.Count; i++)
            {
                if (!condition.References.Contains(output[i]))
                    continue;
                attributes.Add(output[i]);
                columns.Add(new JoinColumn(isProbe, i));
            }
        }
    }

    private static void RefuseCollations(DataType type)
    {
        switch (type)
        {
            case StringType { IsBinaryCollation: false }:
                throw ExecutionErrors.OperatorNotSupported($"JOIN ON {type}");
            case ArrayType array:
                RefuseCollations(array.ElementType);
                break;
            case StructType record:
                foreach (var field in record.Fields)
                    RefuseCollations(field.DataType);
                break;
        }
    }
}
