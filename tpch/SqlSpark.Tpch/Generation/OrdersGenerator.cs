using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Tpch.Streams;

namespace SqlSpark.Tpch.Generation;

/// <summary>The table <c>orders</c>. A third of the customers has none; prices and states come from the lines, which are drawn again.</summary>
internal sealed unsafe class OrdersGenerator : TableGenerator
{
    private const int CustomersWithoutOrders = 3;

    private readonly KeyColumn _key;
    private readonly KeyColumn _customer;
    private readonly CodeColumn _status;
    private readonly FlatColumn _price;
    private readonly FlatColumn _date;
    private readonly CodeColumn _priority;
    private readonly NumberedNameColumn _clerk;
    private readonly FlatColumn _shipPriority;
    private readonly CommentColumn _comment;
    private readonly byte[] _lineCounts;
    private OrderStreams _streams;
    private KeyStream _customers;
    private LehmerStream _priorities = new(591449447, 1);
    private LehmerStream _clerks = new(1171034773, 1);

    public OrdersGenerator(TpchData data, MemoryAccount account)
        : base(TpchTable.Orders, data, account, data.Scale.OrderCount, batchSize: 4096)
    {
        _key = KeyColumn(OrderStreams.KeyOf(SourceRowCount));
        _customer = KeyColumn(data.Scale.CustomerCount);
        _status = CodeColumn(data.Dictionaries.OrderStatuses);
        _price = Column(PhysicalType.Int32);
        _date = Column(PhysicalType.Int16);
        _priority = CodeColumn(data.Dictionaries.Priorities);
        _clerk = Add(new NumberedNameColumn([.. "Clerk#"u8], account));
        _shipPriority = Column(PhysicalType.Int8);
        _comment = CommentColumn(seed: 276090261, averageLength: 49);
        _lineCounts = new byte[BatchSize];
        _streams = new OrderStreams(data.Scale);
        _customers = new KeyStream(851767375, 1, data.Scale.CustomerCount, data.Scale.HasWideKeys);
    }

    private protected override int Seek(long first, int count)
    {
        _streams.Seek(first, _lineCounts.AsSpan(0, count));
        _customers.Seek(first);
        _priorities.Seek(first);
        _clerks.Seek(first);
        _comment.Seek(first);
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Fill(long first, int count)
    {
        var keys = _key.Places;
        var customers = _customer.Places;
        var statuses = _status.Codes;
        var prices = _price.Int32;
        var dates = _date.Int16;
        var priorities = _priority.Codes;
        var customerCount = Data.Scale.CustomerCount;
        for (var row = 0; row < count; row++)
        {
            keys[row] = OrderStreams.KeyOf(first + row + 1);
            customers[row] = NextCustomer(customerCount);
            priorities[row] = (byte)_priorities.Next(5);
            var date = _streams.BeginOrder();
            dates[row] = (short)date;
            var lineCount = _lineCounts[row];
            var price = 0;
            var shipped = 0;
            for (var line = 0; line < lineCount; line++)
            {
                // At most 50 times 2099.00, so that 32 bits hold 108 percent of it.
                var extended = (uint)(PartGenerator.PriceOf(_streams.NextPart()) * _streams.NextQuantity());
                price += (int)(extended * (uint)(100 - _streams.NextDiscount()) / 100 * (uint)(100 + _streams.NextTax()) / 100);
                shipped += date + _streams.NextShipDelay() <= OrderStreams.CurrentDate ? 1 : 0;
            }

            prices[row] = price;
            statuses[row] = shipped == 0 ? Dictionaries.Open : shipped == lineCount ? Dictionaries.Finished : Dictionaries.Partly;
        }

        new Span<sbyte>(_shipPriority.Int8, count).Clear();
        _clerk.Fill(_clerks, Data.Scale.ClerkCount, count);
        _comment.Draw();
    }

    // One that has no orders is passed over: to the next one, or to the one before where there is no next.
    private long NextCustomer(long customerCount)
    {
        var customer = _customers.Next();
        if (customer % CustomersWithoutOrders != 0)
            return customer;
        return customer < customerCount ? customer + 1 : customer - 1;
    }
}
