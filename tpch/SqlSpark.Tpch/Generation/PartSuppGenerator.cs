using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Tpch.Streams;

namespace SqlSpark.Tpch.Generation;

/// <summary>The table <c>partsupp</c>: four suppliers of each part.</summary>
internal sealed class PartSuppGenerator : TableGenerator
{
    private const int SuppliersOfPart = 4;

    private readonly KeyColumn _part;
    private readonly KeyColumn _supplier;
    private readonly FlatColumn _quantity;
    private readonly FlatColumn _cost;
    private readonly CommentColumn _comment;
    private readonly SupplierOfPart _supplierOfPart;
    private LehmerStream _quantities = new(1671059989, SuppliersOfPart);
    private LehmerStream _costs = new(1051288424, SuppliersOfPart);

    public PartSuppGenerator(TpchData data, MemoryAccount account)
        : base(TpchTable.PartSupp, data, account, data.Scale.PartCount, batchSize: 1024)
    {
        _part = KeyColumn(SourceRowCount);
        _supplier = KeyColumn(data.Scale.SupplierCount);
        _quantity = Column(PhysicalType.Int16);
        _cost = Column(PhysicalType.Int32);
        _comment = CommentColumn(seed: 1961692154, averageLength: 124, SuppliersOfPart);
        _supplierOfPart = new SupplierOfPart(data.Scale.SupplierCount);
    }

    private protected override int Seek(long first, int count)
    {
        _comment.Seek(first);
        _quantities.Seek(first);
        _costs.Seek(first);
        return count * SuppliersOfPart;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override unsafe void Fill(long first, int count)
    {
        var parts = _part.Places;
        var suppliers = _supplier.Places;
        var quantities = _quantity.Int16;
        var costs = _cost.Int32;
        var row = 0;
        for (var part = first + 1; part <= first + count; part++)
        {
            for (var i = 0; i < SuppliersOfPart; i++, row++)
            {
                parts[row] = part;
                suppliers[row] = _supplierOfPart.Get(part, i);
                quantities[row] = (short)(_quantities.Next(9999) + 1);
                costs[row] = _costs.Next(99_901) + 100;
            }
        }

        _comment.Draw();
    }
}
