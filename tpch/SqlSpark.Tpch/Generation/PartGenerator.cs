using System.Text;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Tpch.Streams;
using SqlSpark.Tpch.Text;

namespace SqlSpark.Tpch.Generation;

/// <summary>The table <c>part</c>.</summary>
internal sealed unsafe class PartGenerator : TableGenerator
{
    private const int WordsOfName = 5;
    private const int MaximumNameLength = 64;

    private static readonly byte[][] Colors = [.. Distribution.Colors.Words.Select(Encoding.ASCII.GetBytes)];

    private readonly KeyColumn _key;
    private readonly FlatColumn _name;
    private readonly CodeColumn _manufacturer;
    private readonly CodeColumn _brand;
    private readonly CodeColumn _type;
    private readonly FlatColumn _size;
    private readonly CodeColumn _container;
    private readonly FlatColumn _price;
    private readonly CommentColumn _comment;
    private readonly byte[] _permutation = new byte[Colors.Length];

    // dbgen shuffles all colors for a name and takes the first five.
    private LehmerStream _names = new(709314158, Colors.Length);
    private LehmerStream _manufacturers = new(1, 1);
    private LehmerStream _brands = new(46831694, 1);
    private LehmerStream _types = new(1841581359, 1);
    private LehmerStream _sizes = new(1193163244, 1);
    private LehmerStream _containers = new(727633698, 1);

    public PartGenerator(TpchData data, MemoryAccount account)
        : base(TpchTable.Part, data, account, data.Scale.PartCount, batchSize: 4096)
    {
        _key = KeyColumn(SourceRowCount);
        _name = TextColumn();
        _manufacturer = CodeColumn(data.Dictionaries.Manufacturers);
        _brand = CodeColumn(data.Dictionaries.Brands);
        _type = CodeColumn(data.Dictionaries.Types);
        _size = Column(PhysicalType.Int8);
        _container = CodeColumn(data.Dictionaries.Containers);
        _price = Column(PhysicalType.Int32);
        _comment = CommentColumn(seed: 804159733, averageLength: 14);
        for (var i = 0; i < _permutation.Length; i++)
            _permutation[i] = (byte)i;
    }

    /// <summary>The price of a part in cents.</summary>
    public static int PriceOf(long part) => 90_000 + (int)(part / 10 % 20_001) + ((int)(part % 1000) * 100);

    private protected override int Seek(long first, int count)
    {
        _comment.Seek(first);
        _names.Seek(first);
        _manufacturers.Seek(first);
        _brands.Seek(first);
        _types.Seek(first);
        _sizes.Seek(first);
        _containers.Seek(first);
        return count;
    }

    private protected override void Fill(long first, int count)
    {
        var keys = _key.Places;
        for (var row = 0; row < count; row++)
        {
            keys[row] = first + row + 1;
            var manufacturer = _manufacturers.Next(5);
            _manufacturer.Codes[row] = (byte)manufacturer;
            _brand.Codes[row] = (byte)((manufacturer * 5) + _brands.Next(5));
            _type.Codes[row] = (byte)_types.Next(150);
            _size.Int8[row] = (sbyte)(_sizes.Next(50) + 1);
            _container.Codes[row] = (byte)_containers.Next(40);
            _price.Int32[row] = PriceOf(first + row + 1);
        }

        FillNames(count);
        _comment.Draw();
    }

    private void FillNames(int count)
    {
        var views = _name.Views;
        var start = _name.Reserve(MaximumNameLength * count);
        Span<byte> swapped = stackalloc byte[WordsOfName];
        for (var row = 0; row < count; row++)
        {
            _names.BeginRow();
            var place = start;
            for (var i = 0; i < WordsOfName; i++)
            {
                // Of the shuffle only the swaps that reach the first five places are made, and undone below.
                var source = i + _names.Next((uint)(_permutation.Length - i));
                swapped[i] = (byte)source;
                (_permutation[i], _permutation[source]) = (_permutation[source], _permutation[i]);
                var color = Colors[_permutation[i]];
                color.CopyTo(new Span<byte>(place, color.Length));
                place += color.Length;
                *place++ = (byte)' ';
            }

            for (var i = WordsOfName - 1; i >= 0; i--)
                (_permutation[i], _permutation[swapped[i]]) = (_permutation[swapped[i]], _permutation[i]);
            var length = (int)(place - start) - 1;
            views[row] = new Utf8View(start, length);
            start += length;
        }
    }
}
