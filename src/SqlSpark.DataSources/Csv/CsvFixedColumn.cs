using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Csv;

/// <summary>A column of fixed-width values.</summary>
/// <typeparam name="T">The storage of a value.</typeparam>
/// <typeparam name="TReader">Reads one value.</typeparam>
internal sealed unsafe class CsvFixedColumn<T, TReader>(DataType type, TReader reader, CsvOptions options, MemoryAccount account)
    : CsvColumn(type, options, account)
    where T : unmanaged
    where TReader : struct, ICsvValueReader<T>
{
    private TReader _reader = reader;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Append(CsvField* fields, int count, TextBlocks block, ulong* malformed)
    {
        var first = Writer.Append(count);
        var values = (T*)Writer.Address + first;
        var nullValue = NullValue;
        for (var row = 0; row < count; row++)
        {
            var length = fields[row].Length;
            if (length > 0 && length != nullValue.Length && _reader.TryRead(fields[row].Start, length, out values[row]))
                continue;
            AppendRare(fields + row, ref values[row], first + row, malformed + (row >> 6), 1UL << (row & 63));
        }
    }

    private void AppendRare(CsvField* field, ref T value, int row, ulong* malformed, ulong bit)
    {
        if (!field->IsNull(NullValue) && _reader.TryRead(field->Start, Math.Max(field->Length, 0), out value))
            return;
        if (!field->IsNull(NullValue))
            *malformed |= bit;
        value = default;
        Writer.SetNull(row);
    }
}
