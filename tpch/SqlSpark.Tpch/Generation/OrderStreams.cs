using System.Runtime.CompilerServices;
using SqlSpark.Tpch.Streams;

namespace SqlSpark.Tpch.Generation;

/// <summary>What the tables <c>orders</c> and <c>lineitem</c> both draw: dates of orders, counts of lines, and of each line what makes its price and its dates.</summary>
internal struct OrderStreams
{
    /// <summary>The most lines that an order has.</summary>
    public const int MaxLines = 7;

    /// <summary>1995-06-17, today in TPC-H's world, in days since the epoch.</summary>
    public const int CurrentDate = 9298;

    private const int FirstOrderDate = 8035;
    private const uint OrderDates = 2406;

    private LehmerStream _dates = new(1066728069, 1);
    private LehmerStream _lineCounts = new(1434868289, 1);
    private LehmerStream _quantities = new(209208115, MaxLines);
    private LehmerStream _discounts = new(554590007, MaxLines);
    private LehmerStream _taxes = new(721958466, MaxLines);
    private LehmerStream _shipDates = new(1769349045, MaxLines);
    private KeyStream _parts;

    public OrderStreams(TpchScale scale) => _parts = new KeyStream(1808217256, MaxLines, scale.PartCount, scale.HasWideKeys);

    /// <summary>The key of an order, counted from 1: of 32 numbers the first eight are used.</summary>
    public static long KeyOf(long order) => ((order >> 3) << 5) | (order & 7);

    /// <summary>Goes to an order, counted from 0, and draws the counts of lines of those from it on.</summary>
    /// <returns>Their sum.</returns>
    public int Seek(long first, Span<byte> counts)
    {
        _dates.Seek(first);
        _lineCounts.Seek(first);
        _quantities.Seek(first);
        _discounts.Seek(first);
        _taxes.Seek(first);
        _shipDates.Seek(first);
        _parts.Seek(first);
        var sum = 0;
        foreach (ref var count in counts)
        {
            count = (byte)(_lineCounts.Next(MaxLines) + 1);
            sum += count;
        }

        return sum;
    }

    /// <summary>Begins the next order. Returns its date.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int BeginOrder()
    {
        _quantities.BeginRow();
        _discounts.BeginRow();
        _taxes.BeginRow();
        _shipDates.BeginRow();
        _parts.BeginRow();
        return FirstOrderDate + _dates.Next(OrderDates);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextQuantity() => _quantities.Next(50) + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextDiscount() => _discounts.Next(11);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextTax() => _taxes.Next(9);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextShipDelay() => _shipDates.Next(121) + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long NextPart() => _parts.Next();
}
