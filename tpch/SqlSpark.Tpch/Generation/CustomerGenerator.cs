using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Tpch.Streams;

namespace SqlSpark.Tpch.Generation;

/// <summary>The table <c>customer</c>.</summary>
internal sealed unsafe class CustomerGenerator : TableGenerator
{
    private readonly KeyColumn _key;
    private readonly NumberedNameColumn _name;
    private readonly AddressColumn _address;
    private readonly FlatColumn _nation;
    private readonly PhoneColumn _phone;
    private readonly BalanceColumn _balance;
    private readonly CodeColumn _segment;
    private readonly CommentColumn _comment;
    private LehmerStream _nations = new(1489529863, 1);
    private LehmerStream _segments = new(1140279430, 1);

    public CustomerGenerator(TpchData data, MemoryAccount account)
        : base(TpchTable.Customer, data, account, data.Scale.CustomerCount, batchSize: 4096)
    {
        _key = KeyColumn(SourceRowCount);
        _name = Add(new NumberedNameColumn([.. "Customer#"u8], account));
        _address = Add(new AddressColumn(881155353, account));
        _nation = Column(PhysicalType.Int8);
        _phone = Add(new PhoneColumn(1521138112, account));
        _balance = Add(new BalanceColumn(298370230, account));
        _segment = CodeColumn(data.Dictionaries.Segments);
        _comment = CommentColumn(seed: 1335826707, averageLength: 73);
    }

    private protected override int Seek(long first, int count)
    {
        _comment.Seek(first);
        _nations.Seek(first);
        _segments.Seek(first);
        return count;
    }

    private protected override void Fill(long first, int count)
    {
        var keys = _key.Places;
        var nations = new Span<sbyte>(_nation.Int8, count);
        var segments = _segment.Codes;
        for (var row = 0; row < count; row++)
        {
            keys[row] = first + row + 1;
            nations[row] = (sbyte)_nations.Next(25);
            segments[row] = (byte)_segments.Next(5);
        }

        _name.Fill(first + 1, count);
        _address.Fill(first, count);
        _phone.Fill(first, nations);
        _balance.Fill(first, count);
        _comment.Draw();
    }
}
