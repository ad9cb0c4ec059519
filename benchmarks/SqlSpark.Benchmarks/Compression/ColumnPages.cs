using System.Runtime.InteropServices;
using System.Text;

namespace SqlSpark.Benchmarks.Compression;

/// <summary>Pages as PLAIN columns of TPC-H's lineitem look, of about a row group's 122,880 rows.</summary>
internal static class ColumnPages
{
    private const int Seed = 20260714;
    private const int RowCount = 122_880;

    private static readonly string[] Words =
        ("foxes ideas theodolites pinto beans instructions dependencies excuses platelets asymptotes courts dolphins multipliers sauternes warthogs frets "
        + "dinos attainments somas braids frays warhorses dugouts notornis epitaphs pearls tithes waters orbits gifts sheaves depths sentiments decoys realms "
        + "pains grouches escapades hockey players packages requests accounts deposits sleep wake are cajole haggle nag use boost affix detect integrate maintain "
        + "nod was lose sublate solve thrash promise engage hinder print doze run dazzle snooze doubt unwind kindle play hang believe furious sly careful blithe "
        + "quick fluffy slow quiet ruthless thin close dogged daring brave stealthy permanent enticing idle busy regular final ironic even bold silent "
        + "sometimes always never furiously slyly carefully blithely quickly fluffily slowly quietly ruthlessly thinly closely doggedly about above according to across "
        + "after against along alongside of among around at before between into near the").Split(' ');

    /// <summary>A page by the name of its column.</summary>
    public static byte[] Create(string column) => column switch
    {
        "orderkey" => OrderKeys(),
        "extendedprice" => Prices(),
        "comment" => Comments(),
        _ => Noise(),
    };

    // 8 of 32 keys are used; an order has 1 to 7 lines.
    private static byte[] OrderKeys()
    {
        var random = new Random(Seed);
        var values = new long[RowCount];
        var order = 0L;
        for (var row = 0; row < RowCount; order++)
        {
            for (var lines = random.Next(1, 8); lines > 0 && row < RowCount; lines--)
                values[row++] = (order / 8 * 32) + (order % 8) + 1;
        }

        return MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
    }

    private static byte[] Prices()
    {
        var random = new Random(Seed);
        var values = new long[RowCount];
        for (var row = 0; row < RowCount; row++)
        {
            var part = random.Next(1, 200_001);
            values[row] = random.Next(1, 51) * (90_000L + (part / 10 % 20_001) + (100 * (part % 1000)));
        }

        return MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
    }

    // Pieces of running text behind their lengths.
    private static byte[] Comments()
    {
        var random = new Random(Seed);
        var text = new StringBuilder();
        while (text.Length < 4 << 20)
            text.Append(Words[random.Next(Words.Length)]).Append(random.Next(20) == 0 ? ". " : " ");
        var pool = Encoding.ASCII.GetBytes(text.ToString());
        using var page = new MemoryStream();
        for (var row = 0; row < RowCount; row++)
        {
            var length = random.Next(10, 44);
            page.Write(BitConverter.GetBytes(length));
            page.Write(pool, random.Next(pool.Length - length), length);
        }

        return page.ToArray();
    }

    private static byte[] Noise()
    {
        var bytes = new byte[RowCount * sizeof(long)];
        new Random(Seed).NextBytes(bytes);
        return bytes;
    }
}
