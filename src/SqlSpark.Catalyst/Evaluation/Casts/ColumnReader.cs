using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;
using Vector = SqlSpark.Core.Columnar.Vector;

namespace SqlSpark.Catalyst.Evaluation.Casts;

/// <summary>
/// Reads a column of any encoding and width as one value a row: in place where it is flat and as wide as asked, else through a scratch
/// array that is kept for the next batch.
/// </summary>
/// <typeparam name="T">The CLR type of the type's full width.</typeparam>
public sealed class ColumnReader<T>
    where T : unmanaged
{
    private T[] _values = [];
    private T[] _entries = [];

    /// <summary>The values of all rows; under nulls they mean nothing. Valid until the next call.</summary>
    public ReadOnlySpan<T> Read(Vector vector)
    {
        switch (vector)
        {
            case FlatVector flat:
                return ReadFlat(flat, ref _values);
            case ConstantVector constant:
                var constants = Room(ref _values, constant.Length);
                constants.Fill(constant.IsNullConstant ? default : ReadFlat((FlatVector)constant.Value, ref _entries)[0]);
                return constants;
            case DictionaryVector dictionary:
                var gathered = Room(ref _values, dictionary.Length);
                Gather(dictionary, ReadFlat((FlatVector)dictionary.Dictionary.Values, ref _entries), gathered);
                return gathered;
            case LazyVector lazy:
                return Read(lazy.Load(Rows.All(lazy.Length)));
            case VoidVector:
                var empty = Room(ref _values, vector.Length);
                empty.Clear();
                return empty;
            default:
                throw InternalErrors.Unreachable(vector.GetType().Name);
        }
    }

    private static ReadOnlySpan<T> ReadFlat(FlatVector vector, ref T[] scratch)
    {
        if (vector.Physical.ByteWidth() == Unsafe.SizeOf<T>())
            return vector.Values<T>();

        var room = Room(ref scratch, vector.Length);
        if (typeof(T) == typeof(short))
            Widen(vector, MemoryMarshal.Cast<T, short>(room));
        else if (typeof(T) == typeof(int))
            Widen(vector, MemoryMarshal.Cast<T, int>(room));
        else if (typeof(T) == typeof(long))
            Widen(vector, MemoryMarshal.Cast<T, long>(room));
        else if (typeof(T) == typeof(Int128))
            Widen(vector, MemoryMarshal.Cast<T, Int128>(room));
        else
            throw InternalErrors.Unreachable(vector.Physical);
        return room;
    }

    private static void Widen<TWide>(FlatVector vector, Span<TWide> room)
        where TWide : unmanaged, INumberBase<TWide>
    {
        switch (vector.Physical)
        {
            case PhysicalType.Int8:
                WidenKernels.Widen(vector.Values<sbyte>(), room);
                break;
            case PhysicalType.Int16:
                WidenKernels.Widen(vector.Values<short>(), room);
                break;
            case PhysicalType.Int32:
                WidenKernels.Widen(vector.Values<int>(), room);
                break;
            default:
                WidenKernels.Widen(vector.Values<long>(), room);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(DictionaryVector dictionary, ReadOnlySpan<T> entries, Span<T> result)
    {
        for (var row = 0; row < result.Length; row++)
            result[row] = entries[dictionary.Code(row)];
    }

    private static Span<T> Room(ref T[] scratch, int length)
    {
        if (scratch.Length < length)
            scratch = new T[Math.Max(length, 1024)];
        return scratch.AsSpan(0, length);
    }
}

/// <summary>Reads a boolean column of any encoding as a bitmap.</summary>
internal sealed class BitReader
{
    private ulong[] _words = [];

    /// <summary>The bits of all rows. Valid until the next call.</summary>
    public ReadOnlySpan<ulong> Read(Vector vector)
    {
        switch (vector)
        {
            case FlatVector flat:
                return flat.Bits;
            case ConstantVector constant:
                var constants = Room(constant.Length);
                constants.Fill(!constant.IsNullConstant && (((FlatVector)constant.Value).Bits[0] & 1) != 0 ? ulong.MaxValue : 0);
                return constants;
            case DictionaryVector dictionary:
                var gathered = Room(dictionary.Length);
                Gather(dictionary, ((FlatVector)dictionary.Dictionary.Values).Bits, gathered);
                return gathered;
            case LazyVector lazy:
                return Read(lazy.Load(Rows.All(lazy.Length)));
            default:
                throw InternalErrors.Unreachable(vector.GetType().Name);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(DictionaryVector dictionary, ReadOnlySpan<ulong> entries, Span<ulong> result)
    {
        result.Clear();
        for (var row = 0; row < dictionary.Length; row++)
        {
            if (Bitmaps.Get(entries, dictionary.Code(row)))
                Bitmaps.Set(result, row);
        }
    }

    private Span<ulong> Room(int length)
    {
        var wordCount = Bitmaps.WordCount(length);
        if (_words.Length < wordCount)
            _words = new ulong[Math.Max(wordCount, 64)];
        return _words.AsSpan(0, wordCount);
    }
}

/// <summary>Finds which rows of a column of any encoding are not NULL.</summary>
internal sealed class ValidityReader
{
    private ulong[] _words = [];

    /// <summary>The validity bitmap; empty when no row is NULL. Valid until the next call.</summary>
    public ReadOnlySpan<ulong> Read(Vector vector)
    {
        if (!vector.MayHaveNulls)
            return default;
        if (vector is FlatVector or ListVector or StructVector)
            return vector.Validity;

        var wordCount = Bitmaps.WordCount(vector.Length);
        if (_words.Length < wordCount)
            _words = new ulong[Math.Max(wordCount, 64)];
        var words = _words.AsSpan(0, wordCount);
        words.Clear();
        Fill(vector, words);
        return words;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(Vector vector, Span<ulong> words)
    {
        for (var row = 0; row < vector.Length; row++)
        {
            if (!vector.IsNull(row))
                Bitmaps.Set(words, row);
        }
    }
}
