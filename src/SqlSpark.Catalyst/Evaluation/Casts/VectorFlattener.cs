using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Casts;

/// <summary>Makes nested columns flat that are constant, coded or lazy: copies them value by value into a register of its own.</summary>
/// <param name="type">The type of the columns.</param>
/// <param name="account">Pays for the copy.</param>
internal sealed class VectorFlattener(DataType type, MemoryAccount account) : IDisposable
{
    private VectorWriter? _writer;

    /// <summary>The column itself when it is flat, else a copy, valid until the next call.</summary>
    public Vector Flatten(Vector vector)
    {
        if (vector is LazyVector lazy)
            vector = lazy.Load(Rows.All(lazy.Length));
        if (vector.Encoding == VectorEncoding.Flat)
            return vector;

        _writer ??= new VectorWriter(type, account);
        _writer.Begin(vector.Length);
        for (var row = 0; row < vector.Length; row++)
            Copy(vector, row, _writer, row);
        return _writer.Publish();
    }

    public void Dispose() => _writer?.Dispose();

    private static void Copy(Vector source, int row, VectorWriter target, int targetRow)
    {
        if (!TryLocate(ref source, ref row))
        {
            SetNull(target, targetRow);
            return;
        }

        switch (source)
        {
            case FlatVector flat:
                CopyFlat(flat, row, target, targetRow);
                break;
            case ListVector list:
                target.Entries[targetRow] = CopyEntry(list, list.Entries[row], target);
                break;
            case StructVector record:
                for (var i = 0; i < record.Fields.Length; i++)
                    Copy(record.Fields[i], row, target.Field(i), targetRow);
                break;
            default:
                throw InternalErrors.Unreachable(source.GetType().Name);
        }
    }

    private static ListEntry CopyEntry(ListVector list, ListEntry entry, VectorWriter target)
    {
        var first = 0;
        for (var child = 0; child < list.Children.Length; child++)
        {
            first = target.Children[child].Append(entry.Length);
            for (var i = 0; i < entry.Length; i++)
                Copy(list.Children[child], entry.Offset + i, target.Children[child], first + i);
        }

        return entry.Length == 0 ? default : new ListEntry(first, entry.Length);
    }

    private static void CopyFlat(FlatVector source, int row, VectorWriter target, int targetRow)
    {
        switch (target.Physical)
        {
            case PhysicalType.Bool:
                Bitmaps.Assign(target.Bits, targetRow, Bitmaps.Get(source.Bits, row));
                break;
            case PhysicalType.View:
                target.SetBytes(targetRow, source.Values<Utf8View>()[row].Bytes);
                break;
            case PhysicalType.Float32:
                target.Values<float>()[targetRow] = source.Values<float>()[row];
                break;
            case PhysicalType.Float64:
                target.Values<double>()[targetRow] = source.Values<double>()[row];
                break;
            case PhysicalType.Interval:
                target.Values<CalendarInterval>()[targetRow] = source.Values<CalendarInterval>()[row];
                break;
            case PhysicalType.Int8:
                target.Values<sbyte>()[targetRow] = (sbyte)Integer(source, row);
                break;
            case PhysicalType.Int16:
                target.Values<short>()[targetRow] = (short)Integer(source, row);
                break;
            case PhysicalType.Int32:
                target.Values<int>()[targetRow] = (int)Integer(source, row);
                break;
            case PhysicalType.Int64:
                target.Values<long>()[targetRow] = (long)Integer(source, row);
                break;
            default:
                target.Values<Int128>()[targetRow] = Integer(source, row);
                break;
        }
    }

    private static Int128 Integer(FlatVector source, int row) => source.Physical switch
    {
        PhysicalType.Int8 => source.Values<sbyte>()[row],
        PhysicalType.Int16 => source.Values<short>()[row],
        PhysicalType.Int32 => source.Values<int>()[row],
        PhysicalType.Int64 => source.Values<long>()[row],
        _ => source.Values<Int128>()[row],
    };

    private static void SetNull(VectorWriter target, int row)
    {
        if (target.Physical == PhysicalType.Void)
            return;
        target.SetNull(row);
        if (target.Physical == PhysicalType.Struct)
        {
            foreach (var field in target.Children)
                SetNull(field, row);
        }
    }

    private static bool TryLocate(ref Vector vector, ref int row)
    {
        while (true)
        {
            switch (vector)
            {
                case ConstantVector constant:
                    vector = constant.Value;
                    row = 0;
                    break;
                case DictionaryVector dictionary:
                    if (!Bitmaps.IsValid(dictionary.Validity, row))
                        return false;
                    row = dictionary.Code(row);
                    vector = dictionary.Dictionary.Values;
                    break;
                case LazyVector lazy:
                    vector = lazy.Load(Rows.All(lazy.Length));
                    break;
                default:
                    return !vector.IsNull(row);
            }
        }
    }
}
