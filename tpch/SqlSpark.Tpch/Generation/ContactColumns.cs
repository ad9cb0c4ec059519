using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Tpch.Streams;
using SqlSpark.Tpch.Text;

namespace SqlSpark.Tpch.Generation;

/// <summary>Names such as <c>Customer#000000001</c>.</summary>
internal sealed unsafe class NumberedNameColumn(byte[] prefix, MemoryAccount account) : FlatColumn(StringType.Instance, PhysicalType.View, account)
{
    private const int MaxDigits = 20;

    /// <summary>Numbers the rows from <paramref name="first"/> on.</summary>
    public void Fill(long first, int rowCount)
    {
        var place = Reserve((prefix.Length + MaxDigits) * rowCount);
        for (var row = 0; row < rowCount; row++)
            place = Write(row, place, first + row);
    }

    /// <summary>Gives every row a number up to <paramref name="count"/>, drawn.</summary>
    public void Fill(LehmerStream numbers, long count, int rowCount)
    {
        var place = Reserve((prefix.Length + MaxDigits) * rowCount);
        for (var row = 0; row < rowCount; row++)
            place = Write(row, place, Lehmer.ScaleWide(numbers.Next(), count) + 1);
    }

    private byte* Write(int row, byte* place, long number)
    {
        Unsafe.CopyBlockUnaligned(ref *place, ref prefix[0], (uint)prefix.Length);
        var end = AsciiDigits.WriteNine(place + prefix.Length, (ulong)number);
        Views[row] = new Utf8View(place, (int)(end - place));
        return end;
    }
}

/// <summary>Addresses: 10 to 40 characters of a set of 64, of which one number gives five.</summary>
internal sealed unsafe class AddressColumn(uint seed, MemoryAccount account) : FlatColumn(StringType.Instance, PhysicalType.View, account)
{
    private const int MinimumLength = 10;
    private const int MaximumLength = 40;
    private const int CharactersPerDraw = 5;

    // The width of 0 .. 2^31 - 1 wraps around in dbgen's 32 bits, so the numbers are negative.
    private const double WrappedRange = int.MinValue;

    private LehmerStream _stream = new(seed, 1 + (MaximumLength / CharactersPerDraw));

    private static ReadOnlySpan<byte> Characters => "0123456789abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ,"u8;

    /// <summary>Draws the addresses of rows from <paramref name="first"/> on, counted from 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(long first, int rowCount)
    {
        var views = Views;
        var stream = _stream;
        stream.Seek(first);
        var start = Reserve(MaximumLength * rowCount);
        var characters = Characters;
        for (var row = 0; row < rowCount; row++)
        {
            stream.BeginRow();
            var length = MinimumLength + stream.Next(MaximumLength - MinimumLength + 1);
            var bits = 0L;
            for (var i = 0; i < length; i++)
            {
                if (i % CharactersPerDraw == 0)
                    bits = Lehmer.ScaleWide(stream.Next(), WrappedRange);
                start[i] = characters[(int)(bits & 63)];
                bits >>= 6;
            }

            views[row] = new Utf8View(start, length);
            start += length;
        }
    }
}

/// <summary>Phone numbers such as <c>25-989-741-2988</c>, whose first two digits tell the nation.</summary>
internal sealed unsafe class PhoneColumn(uint seed, MemoryAccount account) : FlatColumn(StringType.Instance, PhysicalType.View, account)
{
    private const int Length = 15;
    private const int FirstCountryCode = 10;

    private LehmerStream _stream = new(seed, 3);

    /// <summary>Draws the numbers of rows from <paramref name="first"/> on, counted from 0.</summary>
    public void Fill(long first, ReadOnlySpan<sbyte> nations)
    {
        var views = Views;
        var stream = _stream;
        stream.Seek(first);
        var place = Reserve(Length * nations.Length);
        for (var row = 0; row < nations.Length; row++, place += Length)
        {
            AsciiDigits.Write(place, (uint)(nations[row] + FirstCountryCode));
            place[2] = (byte)'-';
            AsciiDigits.Write(place + 3, (uint)(stream.Next(900) + 100));
            place[6] = (byte)'-';
            AsciiDigits.Write(place + 7, (uint)(stream.Next(900) + 100));
            place[10] = (byte)'-';
            AsciiDigits.Write(place + 11, (uint)(stream.Next(9000) + 1000));
            views[row] = new Utf8View(place, Length);
        }
    }
}

/// <summary>Account balances from -999.99 to 9999.99.</summary>
internal sealed unsafe class BalanceColumn(uint seed, MemoryAccount account) : FlatColumn(new DecimalType(15, 2), PhysicalType.Int32, account)
{
    private const int Minimum = -99_999;
    private const double Range = 999_999 - Minimum + 1;

    private LehmerStream _stream = new(seed, 1);

    /// <summary>Draws the balances of rows from <paramref name="first"/> on, counted from 0.</summary>
    public void Fill(long first, int rowCount)
    {
        var amounts = Int32;
        var stream = _stream;
        stream.Seek(first);
        for (var row = 0; row < rowCount; row++)
            amounts[row] = Minimum + (int)Lehmer.ScaleWide(stream.Next(), Range);
    }
}
