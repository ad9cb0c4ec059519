using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>The least number of characters to insert, delete or replace that make one string of another.</summary>
/// <remarks>
/// Myers' bit-parallel algorithm (Journal of the ACM 46, 1999) in Hyyrö's form: 64 rows of the matrix of distances are one word, in
/// which two bits a row say whether the distance grows or shrinks from the row above. Longer strings are cut into blocks of 64 rows;
/// between two blocks lies one horizontal difference a column. A character is its bytes packed into an integer, so that malformed
/// text is compared as Spark does.
/// </remarks>
/// <param name="account">Pays for the characters of the strings.</param>
internal sealed unsafe class EditDistance(MemoryAccount account) : IDisposable
{
    private const int BlockRows = 64;
    private const uint NoCharacter = uint.MaxValue;

    /// <summary>Columns between two looks at cancellation: about a millisecond.</summary>
    private const int ColumnsPerCheck = 1 << 18;

    private readonly ScratchBuffer _left = new(account);
    private readonly ScratchBuffer _right = new(account);
    private readonly ScratchBuffer _differences = new(account);
    private readonly BlockMasks _masks = new();

    /// <summary>The distance, or -1 when it is above <paramref name="threshold"/>.</summary>
    public int Between(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int threshold, CancellationToken cancellation)
    {
        var rows = Unpack(left, _left);
        var columns = Unpack(right, _right);
        if (rows.Length > columns.Length)
        {
            var longer = rows;
            rows = columns;
            columns = longer;
        }

        if (columns.Length - rows.Length > threshold)
            return -1;
        var distance = rows.IsEmpty ? columns.Length : Compute(rows, columns, cancellation);
        return distance <= threshold ? distance : -1;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _left.Dispose();
        _right.Dispose();
        _differences.Dispose();
    }

    private static ReadOnlySpan<uint> Unpack(ReadOnlySpan<byte> text, ScratchBuffer scratch)
    {
        var characters = new Span<uint>(scratch.Get<uint>(Math.Max(text.Length, 1)), text.Length);
        var count = 0;
        for (var i = 0; i < text.Length; count++)
        {
            var end = Math.Min(i + Characters.LengthAt(text[i]), text.Length);
            uint character = text[i++];
            for (var shift = 8; i < end; shift += 8)
                character |= (uint)text[i++] << shift;
            characters[count] = character;
        }

        return characters[..count];
    }

    private int Compute(ReadOnlySpan<uint> rows, ReadOnlySpan<uint> columns, CancellationToken cancellation)
    {
        var differences = new Span<sbyte>(_differences.Get<sbyte>(columns.Length), columns.Length);
        differences.Fill(1);
        for (var first = 0; first < rows.Length; first += BlockRows)
        {
            var block = rows[first..Math.Min(first + BlockRows, rows.Length)];
            _masks.Set(block);
            Advance(block.Length, columns, differences, cancellation);
        }

        var distance = rows.Length;
        foreach (var difference in differences)
            distance += difference;
        return distance;
    }

    /// <summary>Turns the horizontal differences above a block into those of its last row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Advance(int rowCount, ReadOnlySpan<uint> columns, Span<sbyte> differences, CancellationToken cancellation)
    {
        var lastRow = rowCount - 1;
        var (grows, shrinks) = (ulong.MaxValue, 0UL);
        for (var column = 0; column < columns.Length; column++)
        {
            if (column % ColumnsPerCheck == 0)
                cancellation.ThrowIfCancellationRequested();
            var above = differences[column];
            var equal = _masks[columns[column]];
            var vertical = equal | shrinks;
            if (above < 0)
                equal |= 1;
            var horizontal = (((equal & grows) + grows) ^ grows) | equal;
            var increases = shrinks | ~(horizontal | grows);
            var decreases = grows & horizontal;
            differences[column] = (sbyte)((int)((increases >> lastRow) & 1) - (int)((decreases >> lastRow) & 1));
            increases = (increases << 1) | (above > 0 ? 1UL : 0);
            decreases = (decreases << 1) | (above < 0 ? 1UL : 0);
            grows = decreases | ~(vertical | increases);
            shrinks = increases & vertical;
        }
    }

    /// <summary>For each character of a block, the rows in which it stands: an open hash table in which ASCII does not collide.</summary>
    private sealed class BlockMasks
    {
        private const int SlotCount = 128;

        private readonly uint[] _characters = new uint[SlotCount];
        private readonly ulong[] _rows = new ulong[SlotCount];

        /// <summary>The rows of a character; none for one that the block does not have.</summary>
        public ulong this[uint character]
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get
            {
                var slot = Slot(character);
                while (_characters[slot] != character)
                {
                    if (_characters[slot] == NoCharacter)
                        return 0;
                    slot = (slot + 1) % SlotCount;
                }

                return _rows[slot];
            }
        }

        public void Set(ReadOnlySpan<uint> block)
        {
            _characters.AsSpan().Fill(NoCharacter);
            for (var row = 0; row < block.Length; row++)
            {
                var slot = Slot(block[row]);
                while (_characters[slot] != block[row] && _characters[slot] != NoCharacter)
                    slot = (slot + 1) % SlotCount;
                if (_characters[slot] == NoCharacter)
                    (_characters[slot], _rows[slot]) = (block[row], 0);
                _rows[slot] |= 1UL << row;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static uint Slot(uint character) => (character ^ (character >> 8) ^ (character >> 16)) % SlotCount;
    }
}
