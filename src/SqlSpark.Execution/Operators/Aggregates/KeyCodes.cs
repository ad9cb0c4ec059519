using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>
/// Turns the keys of a batch into small numbers where they are few: dictionary codes, booleans, and integers of a range that was seen to be small.
/// Equal numbers mean equal keys, as long as <see cref="Version"/> stays; not the other way round.
/// </summary>
/// <param name="account">Pays for scratch memory.</param>
/// <param name="keyCount">How many keys there are.</param>
internal sealed unsafe class KeyCodes(MemoryAccount account, int keyCount) : IDisposable
{
    /// <summary>The most numbers there are.</summary>
    public const int MaxCount = 1 << 16;

    // Batches whose keys were not few, after which nobody tries any more.
    private const int MaxFailures = 8;

    private readonly ScratchBuffer _codes = new(account);
    private readonly ColumnCodes[] _columns = new ColumnCodes[keyCount];
    private int _failures;

    /// <summary>Changes when numbers come to mean other keys.</summary>
    public int Version { get; private set; }

    /// <summary>A bound of the numbers.</summary>
    public int Count { get; private set; }

    /// <summary>Room for numbers; written by <see cref="TryRead"/>.</summary>
    public int* Codes { get; private set; }

    /// <summary>Writes a number for each live row. Returns false when the keys are not few.</summary>
    /// <param name="batch">The batch; lazy columns are loaded.</param>
    /// <param name="ordinals">The keys.</param>
    /// <param name="count">How many rows are live.</param>
    /// <param name="live">Their numbers; null when all rows are live.</param>
    public bool TryRead(RecordBatch batch, ReadOnlySpan<int> ordinals, int count, int* live)
    {
        if (_failures >= MaxFailures)
            return false;
        var isChanged = false;
        var product = 1L;
        for (var i = 0; i < ordinals.Length; i++)
        {
            if (!_columns[i].TryDescribe(Loaded(batch[ordinals[i]]), batch.Rows, ref isChanged) || (product *= _columns[i].Count) > MaxCount)
            {
                Version++;
                _failures++;
                Array.Clear(_columns);
                return false;
            }
        }

        Count = (int)product;
        if (isChanged)
            Version++;
        var codes = Codes = _codes.Get<int>(count);
        for (var i = 0; i < ordinals.Length; i++)
            _columns[i].Write(Loaded(batch[ordinals[i]]), codes, count, live, i == 0 ? 0 : _columns[i].Count);
        return true;
    }

    /// <inheritdoc />
    public void Dispose() => _codes.Dispose();

    private static Vector Loaded(Vector vector) => vector is LazyVector lazy ? lazy.Loaded! : vector;

    /// <summary>The numbers of one key: 0 for NULL, then entries of a dictionary or integers from <see cref="_smallest"/> on.</summary>
    private struct ColumnCodes
    {
        private long _dictionaryId;
        private long _smallest;

        public int Count { get; private set; }

        public bool TryDescribe(Vector vector, Rows rows, ref bool isChanged)
        {
            switch (vector)
            {
                case DictionaryVector { Dictionary: var dictionary }:
                    if (dictionary.Id == _dictionaryId)
                        return true;
                    if (dictionary.Values.Length >= MaxCount)
                        return false;
                    _dictionaryId = dictionary.Id;
                    Count = dictionary.Values.Length + 1;
                    isChanged = true;
                    return true;
                case FlatVector { Physical: PhysicalType.Bool }:
                    return TryCover(0, 1, ref isChanged);
                case FlatVector { Physical: PhysicalType.Int8 }:
                    return TryCover(sbyte.MinValue, sbyte.MaxValue, ref isChanged);
                case FlatVector { Physical: PhysicalType.Int16 } flat:
                    return TryCover(flat.Values<short>(), rows, ref isChanged);
                case FlatVector { Physical: PhysicalType.Int32 } flat:
                    return TryCover(flat.Values<int>(), rows, ref isChanged);
                case FlatVector { Physical: PhysicalType.Int64 } flat:
                    return TryCover(flat.Values<long>(), rows, ref isChanged);
                default:
                    return false;
            }
        }

        /// <summary>Writes numbers, or adds them as the next digit when <paramref name="factor"/> is not 0.</summary>
        public readonly void Write(Vector vector, int* codes, int count, int* live, int factor)
        {
            var validity = vector.Validity.IsEmpty ? null : Pointer(vector.Validity);
            switch (vector)
            {
                case DictionaryVector { CodeWidth: 1 } dictionary:
                    Write(Pointer(dictionary.Codes<byte>()), validity, codes, count, live, factor, 0);
                    break;
                case DictionaryVector { CodeWidth: 2 } dictionary:
                    Write(Pointer(dictionary.Codes<ushort>()), validity, codes, count, live, factor, 0);
                    break;
                case DictionaryVector dictionary:
                    Write(Pointer(dictionary.Codes<int>()), validity, codes, count, live, factor, 0);
                    break;
                case FlatVector { Physical: PhysicalType.Bool } flat:
                    WriteBits((ulong*)flat.Address, validity, codes, count, live, factor);
                    break;
                case FlatVector { Physical: PhysicalType.Int8 } flat:
                    Write((sbyte*)flat.Address, validity, codes, count, live, factor, _smallest);
                    break;
                case FlatVector { Physical: PhysicalType.Int16 } flat:
                    Write((short*)flat.Address, validity, codes, count, live, factor, _smallest);
                    break;
                case FlatVector { Physical: PhysicalType.Int32 } flat:
                    Write((int*)flat.Address, validity, codes, count, live, factor, _smallest);
                    break;
                default:
                    Write((long*)((FlatVector)vector).Address, validity, codes, count, live, factor, _smallest);
                    break;
            }
        }

        private bool TryCover<T>(ReadOnlySpan<T> values, Rows rows, ref bool isChanged)
            where T : unmanaged
        {
            var (least, most) = rows.IsAll ? Extremes.Of(values) : Extremes.Of(values, rows);
            return TryCover(least, most, ref isChanged);
        }

        private bool TryCover(long least, long most, ref bool isChanged)
        {
            if (_dictionaryId == 0 && Count > 0)
            {
                if (least >= _smallest && most - _smallest < Count - 1)
                    return true;
                most = Math.Max(most, _smallest + Count - 2);
                least = Math.Min(least, _smallest);
            }

            // The distance of two longs may not fit one.
            if ((ulong)most - (ulong)least >= MaxCount - 1)
                return false;
            _dictionaryId = 0;
            _smallest = least;
            Count = (int)(most - least) + 2;
            isChanged = true;
            return true;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Write<T>(T* values, ulong* validity, int* codes, int count, int* live, int factor, long smallest)
            where T : unmanaged
        {
            var shift = 1 - smallest;
            if (live == null && validity == null && factor == 0)
            {
                for (var i = 0; i < count; i++)
                    codes[i] = (int)(ToInt64(values[i]) + shift);
                return;
            }

            for (var i = 0; i < count; i++)
            {
                var row = live == null ? i : live[i];
                var isValid = validity == null || (validity[row >>> 6] >>> (row & 63) & 1) != 0;
                var code = isValid ? (int)(ToInt64(values[row]) + shift) : 0;
                codes[i] = factor == 0 ? code : (codes[i] * factor) + code;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void WriteBits(ulong* bits, ulong* validity, int* codes, int count, int* live, int factor)
        {
            for (var i = 0; i < count; i++)
            {
                var row = live == null ? i : live[i];
                var isValid = validity == null || (validity[row >>> 6] >>> (row & 63) & 1) != 0;
                var code = isValid ? (int)(bits[row >>> 6] >>> (row & 63) & 1) + 1 : 0;
                codes[i] = factor == 0 ? code : (codes[i] * factor) + code;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static long ToInt64<T>(T value)
            where T : unmanaged
        {
            if (typeof(T) == typeof(byte))
                return (byte)(object)value;
            if (typeof(T) == typeof(sbyte))
                return (sbyte)(object)value;
            if (typeof(T) == typeof(short))
                return (short)(object)value;
            if (typeof(T) == typeof(ushort))
                return (ushort)(object)value;
            return typeof(T) == typeof(int) ? (int)(object)value : (long)(object)value;
        }

        private static T* Pointer<T>(ReadOnlySpan<T> native)
            where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(native));
    }
}
