using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Csv;

/// <summary>A column of strings or binaries: views into the text that was read, or into the heap of values that had to be copied.</summary>
internal sealed unsafe class CsvStringColumn(DataType type, CsvOptions options, StringHeap heap, MemoryAccount account)
    : CsvColumn(type, options, account)
{
    private bool _pointsIntoText;

    /// <inheritdoc />
    public override void Begin()
    {
        base.Begin();
        _pointsIntoText = false;
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Append(CsvField* fields, int count, TextBlocks block, ulong* malformed)
    {
        var first = Writer.Append(count);
        var views = (Utf8View*)Writer.Address + first;
        var nullLength = NullValue.Length;
        var isAscii = block.IsAscii;
        var longest = 0;
        for (var row = 0; row < count; row++)
        {
            var start = fields[row].Start;
            var length = fields[row].Length;
            if (length <= 0 || length == nullLength)
            {
                if (fields[row].IsNull(NullValue))
                {
                    Writer.SetNull(first + row);
                    continue;
                }

                if (length <= 0)
                    continue;
            }

            views[row] = isAscii || Utf8.IsValid(new ReadOnlySpan<byte>(start, length))
                ? Utf8View.FromPadded(start, length)
                : Repair(new ReadOnlySpan<byte>(start, length));
            longest = Math.Max(longest, views[row].Length);
        }

        if (longest > Utf8View.MaxInlineLength && !_pointsIntoText)
        {
            _pointsIntoText = true;
            Writer.BorrowHeap(block.Buffer);
        }
    }

    /// <inheritdoc />
    public override Vector Publish()
    {
        if (_pointsIntoText)
        {
            for (var i = 0; i < heap.Blocks.Count; i++)
                Writer.BorrowHeap(heap.Blocks[i]);
        }

        return base.Publish();
    }

    // Spark decodes lines, so what is malformed becomes U+FFFD, also in binaries.
    private Utf8View Repair(ReadOnlySpan<byte> bytes) => heap.Copy(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes)));
}
