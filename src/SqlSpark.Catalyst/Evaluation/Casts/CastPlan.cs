using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Casts;

/// <summary>One cast to choose a kernel for: of a column, or of the elements or fields inside one.</summary>
/// <param name="From">The type of the values.</param>
/// <param name="To">The type they become.</param>
/// <param name="Mode">What values that do not fit do.</param>
/// <param name="Zone">The session's time zone.</param>
/// <param name="Clock">Tells today for timestamps that are only a time.</param>
internal sealed record CastPlan(DataType From, DataType To, EvalMode Mode, ZoneRules Zone, TimeProvider Clock)
{
    /// <summary>True in ANSI mode, and for TRY_CAST, which is ANSI mode with NULL in the place of errors.</summary>
    public bool IsStrict => Mode != EvalMode.Legacy;

    /// <summary>What failed rows do. Legacy casts give NULL, but for a few that always raise.</summary>
    public OnError OnError => Mode switch
    {
        EvalMode.Try => OnError.Null,
        EvalMode.Ansi => OnError.Throw,
        _ => CastFailures.InLegacyMode(From, To) ? OnError.Throw : OnError.Null,
    };

    /// <summary>The errors of this cast.</summary>
    public CastErrors Errors => new(From, To, Zone);

    /// <summary>The cast of a part: elements, keys, values or a field.</summary>
    public CastPlan Of(DataType from, DataType to) => this with { From = from, To = to };

    /// <summary>How values turn into text.</summary>
    public ValueFormatOptions TextOptions => new(Zone) { PlainDecimals = IsStrict };
}
