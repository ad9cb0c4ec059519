using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Tpch.Text;

namespace SqlSpark.Tpch.Output;

/// <summary>Turns batches into lines of text, straight into a buffer. Not thread-safe.</summary>
internal abstract unsafe class DelimitedEncoder(MemoryAccount account) : IDisposable
{
    private NativeBuffer _buffer = account.Allocate(FirstCapacity);
    private long _byteLength;

    private const int FirstCapacity = 1 << 20;

    /// <summary>The bytes written since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => new(_buffer.Address, checked((int)_byteLength));

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _byteLength = 0;

    /// <summary>Writes the rows of a batch.</summary>
    public abstract void Append(RecordBatch batch);

    /// <summary>Writes the names of columns as a line.</summary>
    public abstract void AppendHeader(StructType schema);

    /// <inheritdoc />
    public void Dispose() => _buffer.Release();

    /// <summary>The end of what was written, with room for more.</summary>
    protected byte* Reserve(long byteLength)
    {
        if (_buffer.ByteLength - _byteLength < byteLength)
        {
            var larger = account.Allocate(Math.Max(_byteLength + byteLength, 2 * _buffer.ByteLength));
            Written.CopyTo(larger.AsSpan<byte>());
            _buffer.Release();
            _buffer = larger;
        }

        return _buffer.Address + _byteLength;
    }

    /// <summary>Takes the bytes up to <paramref name="end"/> as written.</summary>
    protected void Commit(byte* end) => _byteLength = end - _buffer.Address;
}

/// <inheritdoc />
/// <remarks>Quantities are amounts of the schema, but whole numbers in dbgen's files: they are written without a fraction.</remarks>
internal sealed unsafe class DelimitedEncoder<TFormat>(TpchTable table, MemoryAccount account) : DelimitedEncoder(account)
    where TFormat : struct, IDelimitedFormat
{
    private const int EntryWidth = 32;

    // Texts are copied in moves of this width, which touch bytes past short texts on both sides.
    private const int MoveWidth = 32;

    private readonly Dictionary<long, EncodedEntries> _entries = [];
    private Field[] _fields = [];

    private enum FieldKind : byte
    {
        Integer8,
        Integer16,
        Integer32,
        Integer64,
        Amount8,
        Quantity,
        Amount32,
        Date16,
        Text,
        Code,
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Append(RecordBatch batch)
    {
        var rowBytes = Describe(batch);
        var place = Reserve((long)batch.RowCount * rowBytes);
        var fields = _fields.AsSpan(0, batch.ColumnCount);
        var dates = DateTexts.Entries;
        for (var row = 0; row < batch.RowCount; row++)
        {
            foreach (ref readonly var field in fields)
            {
                switch (field.Kind)
                {
                    case FieldKind.Integer8:
                        place = AsciiDigits.Write(place, (uint)((sbyte*)field.Values)[row]);
                        break;
                    case FieldKind.Integer16:
                        place = AsciiDigits.Write(place, (uint)((short*)field.Values)[row]);
                        break;
                    case FieldKind.Integer32:
                        place = AsciiDigits.Write(place, (uint)((int*)field.Values)[row]);
                        break;
                    case FieldKind.Integer64:
                        place = AsciiDigits.Write(place, (ulong)((long*)field.Values)[row]);
                        break;
                    case FieldKind.Amount8:
                        place = WriteSmallAmount(place, (uint)((sbyte*)field.Values)[row]);
                        break;
                    case FieldKind.Quantity:
                        place = AsciiDigits.Write(place, (uint)((short*)field.Values)[row] / 100);
                        break;
                    case FieldKind.Amount32:
                        place = WriteAmount(place, ((int*)field.Values)[row]);
                        break;
                    case FieldKind.Date16:
                        Unsafe.CopyBlockUnaligned(place, dates + ((((short*)field.Values)[row] - DateTexts.First) * DateTexts.EntryWidth), DateTexts.EntryWidth);
                        place += DateTexts.Length;
                        break;
                    case FieldKind.Code:
                        var code = field.Values[row];
                        Unsafe.CopyBlockUnaligned(place, field.Entries + (code * EntryWidth), EntryWidth);
                        place += field.Lengths[code];
                        break;
                    default:
                        place = WriteText(place, (Utf8View*)field.Values + row);
                        break;
                }

                *place++ = TFormat.Delimiter;
            }

            if (!TFormat.EndsWithDelimiter)
                place--;
            *place++ = (byte)'\n';
        }

        Commit(place);
    }

    /// <inheritdoc />
    public override void AppendHeader(StructType schema)
    {
        var line = string.Join((char)TFormat.Delimiter, schema.Fields.Select(f => f.Name)) + (TFormat.EndsWithDelimiter ? $"{(char)TFormat.Delimiter}\n" : "\n");
        var place = Reserve(line.Length);
        System.Text.Encoding.ASCII.GetBytes(line, new Span<byte>(place, line.Length));
        Commit(place + line.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* WriteAmount(byte* place, int cents)
    {
        // Only account balances are negative.
        if (cents < 0)
        {
            *place++ = (byte)'-';
            cents = -cents;
        }

        var units = (uint)cents / 100;
        place = AsciiDigits.Write(place, units);
        *place = (byte)'.';
        AsciiDigits.WriteTwo(place + 1, (uint)cents - (units * 100));
        return place + 3;
    }

    // Discounts and taxes: at most 1.27.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* WriteSmallAmount(byte* place, uint cents)
    {
        var units = cents / 100;
        place[0] = (byte)('0' + units);
        place[1] = (byte)'.';
        AsciiDigits.WriteTwo(place + 2, cents - (units * 100));
        return place + 4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* WriteText(byte* place, Utf8View* view)
    {
        var length = view->Length;
        var source = view->IsInline ? (byte*)view + 4 : view->Address;
        if (TFormat.Quotes && new ReadOnlySpan<byte>(source, length).Contains(TFormat.Delimiter))
        {
            *place++ = (byte)'"';
            Copy(place, source, length);
            place[length] = (byte)'"';
            return place + length + 1;
        }

        Copy(place, source, length);
        return place + length;
    }

    // Up to twice the width, one move from the start and one up to the end make a text, without a branch on its length.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(byte* place, byte* source, int length)
    {
        Unsafe.CopyBlockUnaligned(place, source, MoveWidth);
        var last = Math.Max(length - MoveWidth, 0);
        Unsafe.CopyBlockUnaligned(place + last, source + last, MoveWidth);
        for (var done = MoveWidth; done < last; done += MoveWidth)
            Unsafe.CopyBlockUnaligned(place + done, source + done, MoveWidth);
    }

    // Fills the list of fields; returns the bytes that the longest possible row touches.
    private int Describe(RecordBatch batch)
    {
        if (_fields.Length < batch.ColumnCount)
            _fields = new Field[batch.ColumnCount];
        var rowBytes = MoveWidth;
        for (var i = 0; i < batch.ColumnCount; i++)
        {
            _fields[i] = batch[i] switch
            {
                DictionaryVector codes => Describe(codes),
                FlatVector flat => new Field { Kind = KindOf(flat), Values = flat.Address },
                var other => throw new ArgumentException($"A vector that is {other.Encoding} is not written.", nameof(batch)),
            };
            rowBytes += _fields[i].Kind == FieldKind.Text ? MaxTextLength((FlatVector)batch[i]) + 3 : EntryWidth + 1;
        }

        return rowBytes;
    }

    private static int MaxTextLength(FlatVector texts)
    {
        var longest = 0;
        foreach (ref readonly var view in texts.Values<Utf8View>())
            longest = Math.Max(longest, view.Length);
        return longest;
    }

    private Field Describe(DictionaryVector codes)
    {
        if (!_entries.TryGetValue(codes.Dictionary.Id, out var entries))
            _entries.Add(codes.Dictionary.Id, entries = new EncodedEntries((FlatVector)codes.Dictionary.Values));
        return new Field { Kind = FieldKind.Code, Values = (byte*)Unsafe.AsPointer(in codes.Codes<byte>()[0]), Entries = entries.Texts, Lengths = entries.Lengths };
    }

    private FieldKind KindOf(FlatVector vector) => (vector.Type, vector.Physical) switch
    {
        (LongType or IntegerType, PhysicalType.Int8) => FieldKind.Integer8,
        (LongType or IntegerType, PhysicalType.Int16) => FieldKind.Integer16,
        (LongType or IntegerType, PhysicalType.Int32) => FieldKind.Integer32,
        (LongType, PhysicalType.Int64) => FieldKind.Integer64,
        (DecimalType { Scale: 2 }, PhysicalType.Int8) => FieldKind.Amount8,
        (DecimalType { Scale: 2 }, PhysicalType.Int16) when table == TpchTable.LineItem => FieldKind.Quantity,
        (DecimalType { Scale: 2 }, PhysicalType.Int32) => FieldKind.Amount32,
        (DateType, PhysicalType.Int16) => FieldKind.Date16,
        (StringType, PhysicalType.View) => FieldKind.Text,
        var (type, physical) => throw new ArgumentException($"{type} stored as {physical} is not written.", nameof(vector)),
    };

    private struct Field
    {
        public FieldKind Kind;
        public byte* Values;
        public byte* Entries;
        public byte* Lengths;
    }

    /// <summary>The entries of a dictionary at equal distances.</summary>
    private sealed class EncodedEntries
    {
        private readonly byte[] _table;

        public EncodedEntries(FlatVector values)
        {
            _table = GC.AllocateArray<byte>(values.Length * (EntryWidth + 1), pinned: true);
            Texts = (byte*)Unsafe.AsPointer(ref _table[0]);
            Lengths = Texts + (values.Length * EntryWidth);
            for (var i = 0; i < values.Length; i++)
            {
                var text = values.Values<Utf8View>()[i];
                text.Bytes.CopyTo(new Span<byte>(Texts + (i * EntryWidth), EntryWidth));
                Lengths[i] = (byte)text.Length;
            }
        }

        public byte* Texts { get; }

        public byte* Lengths { get; }
    }
}
