using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>Moves timestamps between UTC and a zone, as if they were local times of the one.</summary>
internal static class ZoneShift
{
    private static readonly RowErrorKind InvalidZoneKind = new("INVALID_TIMEZONE", "timeZone");

    public static BoundFunction Bind(BindCall call, bool fromUtc) =>
        new(TimestampType.Instance, true, Volatility.Immutable, true, NullBehavior.Propagate, _ => new Kernel(fromUtc));

    /// <summary>The error of a zone that there is not.</summary>
    public static RowError InvalidZone(string id) => new(InvalidZoneKind, id);

    private sealed class Kernel(bool fromUtc) : IScalarKernel
    {
        private readonly ZoneLookup _zones = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = new RowReader<long>(arguments[0]);
            var zones = new RowReader<Utf8View>(arguments[1]);
            var shifted = result.Values<long>();
            foreach (var row in rows)
            {
                var id = zones[row];
                if (!_zones.TryFind(id))
                    errors.Report(row, InvalidZone(id.ToString()));
                else if (!(fromUtc ? _zones.Cursor.TryToLocal(values[row], out shifted[row]) : _zones.Cursor.TryToInstant(values[row], out shifted[row])))
                    errors.Report(row, RowError.Overflow("long overflow"));
            }
        }
    }
}

/// <summary>Finds zones by id; remembers the last one, which is usually the next one too.</summary>
internal sealed class ZoneLookup
{
    private byte[]? _id;
    private bool _isKnown;
    private ZoneCursor _cursor;

    /// <summary>The zone found last.</summary>
    public ref ZoneCursor Cursor => ref _cursor;

    /// <summary>Finds a zone; false when there is none of that id.</summary>
    public bool TryFind(Utf8View id)
    {
        if (_id is not null && id.Bytes.SequenceEqual(_id))
            return _isKnown;
        _id = id.Bytes.ToArray();
        _isKnown = ZoneRules.TryGet(id.ToString(), out var rules);
        if (_isKnown)
            _cursor = new ZoneCursor(rules!);
        return _isKnown;
    }
}
