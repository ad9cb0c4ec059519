using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Csv;

/// <summary>A column of <c>true</c> and <c>false</c>, in any case.</summary>
internal sealed unsafe class CsvBooleanColumn(CsvOptions options, MemoryAccount account) : CsvColumn(BooleanType.Instance, options, account)
{
    /// <inheritdoc />
    public override void Append(CsvField* fields, int count, TextBlocks block, ulong* malformed)
    {
        var first = Writer.Append(count);
        for (var row = 0; row < count; row++)
        {
            if (fields[row].IsNull(NullValue))
            {
                Bitmaps.Clear(Writer.Bits, first + row);
                Writer.SetNull(first + row);
                continue;
            }

            if (!CsvNumbers.TryReadBoolean(fields[row].Bytes, out var value))
            {
                malformed[row >> 6] |= 1UL << (row & 63);
                Writer.SetNull(first + row);
            }

            Bitmaps.Assign(Writer.Bits, first + row, value);
        }
    }
}
