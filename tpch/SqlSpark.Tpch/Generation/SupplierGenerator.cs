using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Tpch.Streams;

namespace SqlSpark.Tpch.Generation;

/// <summary>The table <c>supplier</c>. In ten of 10,000 comments, on average, a customer complains or recommends.</summary>
internal sealed unsafe class SupplierGenerator : TableGenerator
{
    private const int MarkedOfTenThousand = 10;
    private const int ComplainingOfHundred = 50;

    private readonly KeyColumn _key;
    private readonly NumberedNameColumn _name;
    private readonly AddressColumn _address;
    private readonly FlatColumn _nation;
    private readonly PhoneColumn _phone;
    private readonly BalanceColumn _balance;
    private readonly CommentColumn _comment;
    private LehmerStream _nations = new(110356601, 1);
    private LehmerStream _marks = new(202794285, 1);
    private LehmerStream _kinds = new(753643799, 1);
    private LehmerStream _gaps = new(263032577, 1);
    private LehmerStream _offsets = new(715851524, 1);

    public SupplierGenerator(TpchData data, MemoryAccount account)
        : base(TpchTable.Supplier, data, account, data.Scale.SupplierCount, batchSize: 4096)
    {
        _key = KeyColumn(SourceRowCount);
        _name = Add(new NumberedNameColumn([.. "Supplier#"u8], account));
        _address = Add(new AddressColumn(706178559, account));
        _nation = Column(PhysicalType.Int8);
        _phone = Add(new PhoneColumn(884434366, account));
        _balance = Add(new BalanceColumn(962338209, account));
        _comment = CommentColumn(seed: 1341315363, averageLength: 63);
    }

    private static ReadOnlySpan<byte> Customer => "Customer "u8;

    private static ReadOnlySpan<byte> Complains => "Complaints"u8;

    private static ReadOnlySpan<byte> Recommends => "Recommends"u8;

    private protected override int Seek(long first, int count)
    {
        _comment.Seek(first);
        _nations.Seek(first);
        _marks.Seek(first);
        _kinds.Seek(first);
        _gaps.Seek(first);
        _offsets.Seek(first);
        return count;
    }

    private protected override void Fill(long first, int count)
    {
        var keys = _key.Places;
        var nations = new Span<sbyte>(_nation.Int8, count);
        for (var row = 0; row < count; row++)
        {
            keys[row] = first + row + 1;
            nations[row] = (sbyte)_nations.Next(25);
        }

        _name.Fill(first + 1, count);
        _address.Fill(first, count);
        _phone.Fill(first, nations);
        _balance.Fill(first, count);
        _comment.Draw();
        for (var row = 0; row < count; row++)
            Mark(row);
    }

    private void Mark(int row)
    {
        var comment = _comment[row];
        var free = comment.Length - Customer.Length - Complains.Length;
        var isMarked = _marks.Next(10_000) < MarkedOfTenThousand;
        var complains = _kinds.Next(101) < ComplainingOfHundred;
        var gap = _gaps.Next((uint)(free + 1));
        var offset = _offsets.Next((uint)(free - gap + 1));
        if (!isMarked)
            return;
        var place = _comment.Reserve(comment.Length);
        var text = new Span<byte>(place, comment.Length);
        comment.CopyTo(text);
        Customer.CopyTo(text[offset..]);
        (complains ? Complains : Recommends).CopyTo(text[(offset + Customer.Length + gap)..]);
        _comment.Replace(row, place);
    }
}
