using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Tpch.Streams;

namespace SqlSpark.Tpch.Generation;

/// <summary>The table <c>lineitem</c>, by orders.</summary>
internal sealed unsafe class LineItemGenerator : TableGenerator
{
    private readonly KeyColumn _order;
    private readonly KeyColumn _part;
    private readonly KeyColumn _supplier;
    private readonly FlatColumn _number;
    private readonly FlatColumn _quantity;
    private readonly FlatColumn _price;
    private readonly FlatColumn _discount;
    private readonly FlatColumn _tax;
    private readonly CodeColumn _returnFlag;
    private readonly CodeColumn _status;
    private readonly FlatColumn _shipDate;
    private readonly FlatColumn _commitDate;
    private readonly FlatColumn _receiptDate;
    private readonly CodeColumn _instruction;
    private readonly CodeColumn _mode;
    private readonly CommentColumn _comment;
    private readonly byte[] _lineCounts;
    private readonly SupplierOfPart _supplierOfPart;
    private OrderStreams _streams;
    private LehmerStream _suppliers = new(2095021727, OrderStreams.MaxLines);
    private LehmerStream _instructions = new(1371272478, OrderStreams.MaxLines);
    private LehmerStream _modes = new(675466456, OrderStreams.MaxLines);
    private LehmerStream _commitDates = new(904914315, OrderStreams.MaxLines);
    private LehmerStream _receiptDates = new(373135028, OrderStreams.MaxLines);
    private LehmerStream _returnFlags = new(717419739, OrderStreams.MaxLines);

    public LineItemGenerator(TpchData data, MemoryAccount account)
        : base(TpchTable.LineItem, data, account, data.Scale.OrderCount, batchSize: 1024)
    {
        _order = KeyColumn(OrderStreams.KeyOf(SourceRowCount));
        _part = KeyColumn(data.Scale.PartCount);
        _supplier = KeyColumn(data.Scale.SupplierCount);
        _number = Column(PhysicalType.Int8);
        _quantity = Column(PhysicalType.Int16);
        _price = Column(PhysicalType.Int32);
        _discount = Column(PhysicalType.Int8);
        _tax = Column(PhysicalType.Int8);
        _returnFlag = CodeColumn(data.Dictionaries.ReturnFlags);
        _status = CodeColumn(data.Dictionaries.LineStatuses);
        _shipDate = Column(PhysicalType.Int16);
        _commitDate = Column(PhysicalType.Int16);
        _receiptDate = Column(PhysicalType.Int16);
        _instruction = CodeColumn(data.Dictionaries.Instructions);
        _mode = CodeColumn(data.Dictionaries.Modes);
        _comment = CommentColumn(seed: 1095462486, averageLength: 27, OrderStreams.MaxLines);
        _lineCounts = new byte[BatchSize];
        _streams = new OrderStreams(data.Scale);
        _supplierOfPart = new SupplierOfPart(data.Scale.SupplierCount);
    }

    private protected override int Seek(long first, int count)
    {
        _suppliers.Seek(first);
        _instructions.Seek(first);
        _modes.Seek(first);
        _commitDates.Seek(first);
        _receiptDates.Seek(first);
        _returnFlags.Seek(first);
        _comment.Seek(first);
        return _streams.Seek(first, _lineCounts.AsSpan(0, count));
    }

    private protected override void Fill(long first, int count)
    {
        FillAmounts(first, count);
        FillHandling(count);
        _comment.Draw(_lineCounts.AsSpan(0, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillAmounts(long first, int count)
    {
        var orders = _order.Places;
        var parts = _part.Places;
        var suppliers = _supplier.Places;
        var numbers = _number.Int8;
        var quantities = _quantity.Int16;
        var prices = _price.Int32;
        var discounts = _discount.Int8;
        var taxes = _tax.Int8;
        var returnFlags = _returnFlag.Codes;
        var statuses = _status.Codes;
        var shipDates = _shipDate.Int16;
        var commitDates = _commitDate.Int16;
        var receiptDates = _receiptDate.Int16;
        var row = 0;
        for (var order = 0; order < count; order++)
        {
            var key = OrderStreams.KeyOf(first + order + 1);
            var date = _streams.BeginOrder();
            _suppliers.BeginRow();
            _commitDates.BeginRow();
            _receiptDates.BeginRow();
            _returnFlags.BeginRow();
            var lineCount = _lineCounts[order];
            for (var line = 1; line <= lineCount; line++, row++)
            {
                var part = _streams.NextPart();
                var quantity = _streams.NextQuantity();
                orders[row] = key;
                parts[row] = part;
                suppliers[row] = _supplierOfPart.Get(part, _suppliers.Next(4));
                numbers[row] = (sbyte)line;
                quantities[row] = (short)(quantity * 100);
                prices[row] = PartGenerator.PriceOf(part) * quantity;
                discounts[row] = (sbyte)_streams.NextDiscount();
                taxes[row] = (sbyte)_streams.NextTax();
                var shipDate = date + _streams.NextShipDelay();
                var receiptDate = shipDate + _receiptDates.Next(30) + 1;
                shipDates[row] = (short)shipDate;
                commitDates[row] = (short)(date + _commitDates.Next(61) + 30);
                receiptDates[row] = (short)receiptDate;
                statuses[row] = shipDate <= OrderStreams.CurrentDate ? Dictionaries.Finished : Dictionaries.Open;
                returnFlags[row] = receiptDate <= OrderStreams.CurrentDate ? (byte)_returnFlags.Next(2) : Dictionaries.NotReturned;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillHandling(int count)
    {
        var instructions = _instruction.Codes;
        var modes = _mode.Codes;
        var row = 0;
        for (var order = 0; order < count; order++)
        {
            _instructions.BeginRow();
            _modes.BeginRow();
            for (var end = row + _lineCounts[order]; row < end; row++)
            {
                instructions[row] = (byte)_instructions.Next(4);
                modes[row] = (byte)_modes.Next(7);
            }
        }
    }
}
