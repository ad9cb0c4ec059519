using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Tpch.Text;

namespace SqlSpark.Tpch.Generation;

/// <summary>The table <c>region</c>.</summary>
internal sealed unsafe class RegionGenerator : TableGenerator
{
    private readonly FlatColumn _key;
    private readonly CodeColumn _name;
    private readonly CommentColumn _comment;

    public RegionGenerator(TpchData data, MemoryAccount account)
        : base(TpchTable.Region, data, account, Distribution.Regions.Words.Length, batchSize: 4096)
    {
        _key = Column(PhysicalType.Int8);
        _name = CodeColumn(data.Dictionaries.Regions);
        _comment = CommentColumn(seed: 1500869201, averageLength: 72);
    }

    private protected override int Seek(long first, int count)
    {
        _comment.Seek(first);
        return count;
    }

    private protected override void Fill(long first, int count)
    {
        for (var row = 0; row < count; row++)
        {
            _key.Int8[row] = (sbyte)(first + row);
            _name.Codes[row] = (byte)(first + row);
        }

        _comment.Draw();
    }
}

/// <summary>The table <c>nation</c>.</summary>
internal sealed unsafe class NationGenerator : TableGenerator
{
    private readonly FlatColumn _key;
    private readonly CodeColumn _name;
    private readonly FlatColumn _region;
    private readonly CommentColumn _comment;

    public NationGenerator(TpchData data, MemoryAccount account)
        : base(TpchTable.Nation, data, account, Distribution.Nations.Words.Length, batchSize: 4096)
    {
        _key = Column(PhysicalType.Int8);
        _name = CodeColumn(data.Dictionaries.Nations);
        _region = Column(PhysicalType.Int8);
        _comment = CommentColumn(seed: 606179079, averageLength: 72);
    }

    private protected override int Seek(long first, int count)
    {
        _comment.Seek(first);
        return count;
    }

    private protected override void Fill(long first, int count)
    {
        for (var row = 0; row < count; row++)
        {
            _key.Int8[row] = (sbyte)(first + row);
            _name.Codes[row] = (byte)(first + row);
            _region.Int8[row] = (sbyte)Distribution.Nations.Weights[first + row];
        }

        _comment.Draw();
    }
}
