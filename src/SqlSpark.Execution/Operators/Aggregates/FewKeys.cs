using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>
/// Turns keys that are dictionary codes of one byte into group numbers of one byte, 64 rows at a time and without addresses: for aggregations such as
/// TPC-H's first query, where nearly all rows belong to groups that were seen before.
/// </summary>
/// <param name="account">Pays for scratch memory.</param>
/// <param name="keyCount">How many keys there are.</param>
internal sealed unsafe class FewKeys(MemoryAccount account, int keyCount) : IDisposable
{
    // Combinations of the keys' codes, as many as one register of bytes has lanes.
    private const int MaxNumbers = 64;

    private readonly long[] _dictionaryIds = new long[keyCount];
    private readonly int[] _entryCounts = new int[keyCount];
    private readonly byte[] _groupOf = new byte[MaxNumbers];
    private readonly byte[] _scaled = new byte[MaxNumbers];
    private readonly ScratchBuffer _numbers = new(account);
    private readonly ScratchBuffer _codes = new(account);
    private readonly ScratchBuffer _masked = new(account);
    private byte* _numbersOfBatch;

    /// <summary>Finds the group of each live row.</summary>
    /// <param name="batch">The batch; lazy columns are loaded.</param>
    /// <param name="ordinals">The keys.</param>
    /// <param name="codes">The number of each row's group, <see cref="GroupKernels.NoGroup"/> for rows that are not live.</param>
    /// <returns>False when the keys are of another kind, or a live row's group is not known; see <see cref="Learn"/>.</returns>
    public bool TryFind(RecordBatch batch, ReadOnlySpan<int> ordinals, out byte* codes)
    {
        codes = null;
        _numbersOfBatch = null;
        if (batch.RowCount == 0 || !TryDescribe(batch, ordinals))
            return false;
        var rowCount = batch.RowCount;
        _numbersOfBatch = Numbers(batch, ordinals);
        codes = _codes.Get<byte>(rowCount);
        bool isAnyUnknown;
        fixed (byte* groupOf = _groupOf)
            isAnyUnknown = Translate(_numbersOfBatch, groupOf, rowCount, codes);
        var rows = batch.Rows;
        if (rows.IsAll)
            return !isAnyUnknown;
        var masked = _masked.Get<byte>(rowCount);
        GroupKernels.MaskCodes(new ReadOnlySpan<byte>(codes, rowCount), rows, new Span<byte>(masked, rowCount));
        codes = masked;
        return CountKnown(codes, rowCount) == rows.Count;
    }

    /// <summary>Notes the groups of the batch that <see cref="TryFind"/> saw last; nothing when its keys were of another kind.</summary>
    /// <param name="codes">The number of each row's group, <see cref="GroupKernels.NoGroup"/> for rows that are not live.</param>
    /// <param name="rowCount">Rows of the batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Learn(byte* codes, int rowCount)
    {
        if (_numbersOfBatch == null)
            return;
        for (var row = 0; row < rowCount; row++)
        {
            if (codes[row] != GroupKernels.NoGroup)
                _groupOf[_numbersOfBatch[row] & (MaxNumbers - 1)] = codes[row];
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _numbers.Dispose();
        _codes.Dispose();
        _masked.Dispose();
    }

    private bool TryDescribe(RecordBatch batch, ReadOnlySpan<int> ordinals)
    {
        var isChanged = false;
        var product = 1;
        for (var i = 0; i < ordinals.Length; i++)
        {
            if (Loaded(batch[ordinals[i]]) is not DictionaryVector { CodeWidth: 1, Validity.IsEmpty: true, Dictionary: var dictionary })
                return false;
            var entryCount = dictionary.Values.Length;
            product *= Math.Max(entryCount, 1);
            if (product > MaxNumbers)
                return false;
            isChanged |= _dictionaryIds[i] != dictionary.Id;
            (_dictionaryIds[i], _entryCounts[i]) = (dictionary.Id, entryCount);
        }

        if (isChanged)
            Array.Fill(_groupOf, GroupKernels.NoGroup);
        return true;
    }

    // One key's codes are numbers; of several keys each is a digit. Codes of rows that are not live may be anything.
    private byte* Numbers(RecordBatch batch, ReadOnlySpan<int> ordinals)
    {
        var numbers = CodesOf(batch[ordinals[0]]);
        if (ordinals.Length == 1)
            return numbers;
        var result = _numbers.Get<byte>(batch.RowCount);
        fixed (byte* scaled = _scaled)
        {
            for (var i = 1; i < ordinals.Length; i++)
            {
                for (var number = 0; number < MaxNumbers; number++)
                    scaled[number] = (byte)(number * _entryCounts[i]);
                Translate(numbers, scaled, batch.RowCount, result);
                Add(CodesOf(batch[ordinals[i]]), batch.RowCount, result);
                numbers = result;
            }
        }

        return numbers;
    }

    private static Vector Loaded(Vector vector) => vector is LazyVector lazy ? lazy.Loaded! : vector;

    private static byte* CodesOf(Vector vector) =>
        (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(((DictionaryVector)Loaded(vector)).Codes<byte>()));

    /// <summary>Writes <c>table[numbers[i] % 64]</c>; <paramref name="result"/> may be <paramref name="numbers"/>.</summary>
    /// <returns>True when some result has its high bit set.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Translate(byte* numbers, byte* table, int rowCount, byte* result)
    {
        var row = 0;
        var highBits = 0UL;
        if (Avx512Vbmi.IsSupported)
        {
            var entries = Vector512.Load(table);
            var all = Vector512<byte>.Zero;
            for (; row + Vector512<byte>.Count <= rowCount; row += Vector512<byte>.Count)
            {
                var translated = Avx512Vbmi.PermuteVar64x8(entries, Vector512.Load(numbers + row));
                all |= translated;
                translated.Store(result + row);
            }

            highBits = all.ExtractMostSignificantBits();
        }

        for (; row < rowCount; row++)
        {
            result[row] = table[numbers[row] & (MaxNumbers - 1)];
            highBits |= (ulong)result[row] >> 7;
        }

        return highBits != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(byte* codes, int rowCount, byte* result)
    {
        var row = 0;
        for (; row + Vector512<byte>.Count <= rowCount; row += Vector512<byte>.Count)
            (Vector512.Load(result + row) + Vector512.Load(codes + row)).Store(result + row);
        for (; row < rowCount; row++)
            result[row] += codes[row];
    }

    // Group numbers are small: only NoGroup has its high bit set.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CountKnown(byte* codes, int rowCount)
    {
        var unknown = 0;
        var row = 0;
        for (; row + Vector512<byte>.Count <= rowCount; row += Vector512<byte>.Count)
            unknown += System.Numerics.BitOperations.PopCount(Vector512.Load(codes + row).ExtractMostSignificantBits());
        for (; row < rowCount; row++)
            unknown += codes[row] >> 7;
        return rowCount - unknown;
    }
}
