using System.Runtime.CompilerServices;
using SqlSpark.Core.Time;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Values;

/// <summary>Turns values as the file stores them into values of the type that is read.</summary>
internal interface IValueConversion<TFile, TTarget>
    where TFile : unmanaged
    where TTarget : unmanaged
{
    /// <summary>Converts one value each.</summary>
    /// <exception cref="MalformedDataException">A value that the target cannot hold.</exception>
    void Convert(ReadOnlySpan<TFile> source, Span<TTarget> target);
}

/// <summary>Nothing to convert: values are read where they are wanted.</summary>
internal readonly struct SameValue<T> : IValueConversion<T, T>
    where T : unmanaged
{
    public void Convert(ReadOnlySpan<T> source, Span<T> target) => source.CopyTo(target);
}

/// <summary>TINYINT and SMALLINT, stored as INT32; bits beyond the type are dropped, as Spark does.</summary>
internal readonly struct IntToSByte : IValueConversion<int, sbyte>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Convert(ReadOnlySpan<int> source, Span<sbyte> target)
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = unchecked((sbyte)source[i]);
    }
}

/// <inheritdoc cref="IntToSByte"/>
internal readonly struct IntToShort : IValueConversion<int, short>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Convert(ReadOnlySpan<int> source, Span<short> target)
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = unchecked((short)source[i]);
    }
}

/// <summary>INT32 without sign as BIGINT.</summary>
internal readonly struct UIntToLong : IValueConversion<int, long>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Convert(ReadOnlySpan<int> source, Span<long> target)
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = (uint)source[i];
    }
}

/// <summary>INT32 times a factor: BIGINT (1), decimals of a larger scale, milliseconds as nanoseconds. The product fits by the precision of the types.</summary>
internal readonly struct IntTimesFactor(long factor) : IValueConversion<int, long>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Convert(ReadOnlySpan<int> source, Span<long> target)
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = source[i] * factor;
    }
}

/// <summary>INT64 times a factor: milliseconds as microseconds, microseconds as nanoseconds, decimals of a larger scale. Overflow is malformed data.</summary>
internal readonly struct LongTimesFactor(long factor) : IValueConversion<long, long>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Convert(ReadOnlySpan<long> source, Span<long> target)
    {
        var greatest = long.MaxValue / factor;
        for (var i = 0; i < source.Length; i++)
        {
            var value = source[i];
            if (value > greatest || value < -greatest)
                MalformedDataException.Throw($"the value {value}, which is out of range once multiplied by {factor}", -1);
            target[i] = value * factor;
        }
    }
}

/// <summary>INT64 times a power of ten as a decimal of more than 18 digits, which holds it by its precision.</summary>
internal readonly struct LongToDecimal(Int128 factor) : IValueConversion<long, Int128>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Convert(ReadOnlySpan<long> source, Span<Int128> target)
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = source[i] * factor;
    }
}

/// <summary>INT32 times a power of ten as a decimal of more than 18 digits.</summary>
internal readonly struct IntToDecimal(Int128 factor) : IValueConversion<int, Int128>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Convert(ReadOnlySpan<int> source, Span<Int128> target)
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = source[i] * factor;
    }
}

/// <summary>INT64 without sign as DECIMAL(20, 0).</summary>
internal readonly struct ULongToDecimal : IValueConversion<long, Int128>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Convert(ReadOnlySpan<long> source, Span<Int128> target)
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = (ulong)source[i];
    }
}

/// <summary>INT32 as DOUBLE.</summary>
internal readonly struct IntToDouble : IValueConversion<int, double>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Convert(ReadOnlySpan<int> source, Span<double> target)
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = source[i];
    }
}

/// <summary>FLOAT as DOUBLE.</summary>
internal readonly struct FloatToDouble : IValueConversion<float, double>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Convert(ReadOnlySpan<float> source, Span<double> target)
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = source[i];
    }
}

/// <summary>Days as microseconds: DATE read as TIMESTAMP_NTZ. The product always fits.</summary>
internal readonly struct DaysToMicroseconds : IValueConversion<int, long>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Convert(ReadOnlySpan<int> source, Span<long> target)
    {
        const int Greatest = (int)(long.MaxValue / TimeUnits.MicrosPerDay);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] is > Greatest or < -Greatest)
                MalformedDataException.Throw($"the date {source[i]}, which no timestamp can hold", -1);
            target[i] = source[i] * TimeUnits.MicrosPerDay;
        }
    }
}
