using System.Globalization;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary>Adds entries to maps one by one. A NULL key is an error; a repeated one too, or it keeps its place and takes the last value. Spark: <c>ArrayBasedMapBuilder</c>.</summary>
internal struct MapAppender(bool keepsLast)
{
    private ElementSet _keys;
    private int _first;

    /// <summary>The policy of the session.</summary>
    public static bool KeepsLast(BindCall call) => call.Conf.Get(SqlConf.MapKeyDedupPolicy) == MapKeyDedupPolicy.LastWin;

    /// <summary>Begins the map of a row.</summary>
    public void Begin(VectorWriter result)
    {
        _keys.Clear();
        _first = result.Elements.Length;
    }

    /// <summary>Whether an entry may be added: false for a NULL key or a repeated one, which are reported, unless the last one wins and <paramref name="isRepeated"/> says so.</summary>
    public bool TryAdd(Vector keys, int key, int row, ref RowErrors errors, out bool isRepeated)
    {
        isRepeated = false;
        if (keys.IsNull(key))
        {
            errors.Report(row, RowError.NullMapKey);
            return false;
        }

        if (_keys.Add(keys, key))
            return true;
        if (!keepsLast)
        {
            errors.Report(row, RowError.DuplicatedMapKey(Convert.ToString(BoxedValues.Get(keys, key), CultureInfo.InvariantCulture)!));
            return false;
        }

        isRepeated = true;
        return false;
    }

    /// <summary>Ends the map of a row.</summary>
    public readonly ListEntry End(VectorWriter result) =>
        new(result.Elements.Length == _first ? 0 : _first, result.Elements.Length - _first);
}

/// <summary>Makes a map of lists of keys and values that stand in vectors: chosen entries are copied when all of a batch are known.</summary>
internal sealed class MapBuilder(bool keepsLast)
{
    private MapAppender _appender = new(keepsLast);
    private ElementNumbers _keys;
    private ElementNumbers _values;
    private int _first;

    /// <summary>Begins a batch.</summary>
    public void Clear()
    {
        _keys.Clear();
        _values.Clear();
    }

    /// <summary>Begins a row.</summary>
    public void Begin(VectorWriter result)
    {
        _appender.Begin(result);
        _first = _keys.Count;
    }

    /// <summary>Adds an entry by the numbers of its key and value.</summary>
    public void Add(Vector keys, int key, int value, int row, ref RowErrors errors)
    {
        if (_appender.TryAdd(keys, key, row, ref errors, out var isRepeated))
        {
            _keys.Add(key);
            _values.Add(value);
        }
        else if (isRepeated)
        {
            var place = _first;
            while (!VectorComparer.AreEqual(keys, _keys.Numbers[place], keys, key))
                place++;
            _values.Numbers[place] = value;
        }
    }

    /// <summary>The place of the row's entries.</summary>
    public ListEntry End() => new(_keys.Count == _first ? 0 : _first, _keys.Count - _first);

    /// <summary>Copies the entries of the batch.</summary>
    public void Write(Vector keys, Vector values, VectorWriter result)
    {
        VectorCopy.Append(keys, _keys.Numbers, result.Elements);
        VectorCopy.Append(values, _values.Numbers, result.MapValues);
    }
}
