using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Hashes;

/// <summary><c>crc32(bytes)</c>: the cyclic redundancy check of 32 bits.</summary>
/// <remarks>Spark: <c>Crc32</c> in hash.scala.</remarks>
internal static class Crc32Checksum
{
    public static readonly ScalarFunction Definition = new("crc32")
    {
        Group = FunctionGroup.Hash,
        Since = "1.5.0",
        Usage = "crc32(expr) - Returns the cyclic redundancy check of a binary as a BIGINT.",
        Examples = [new("SELECT crc32('Spark')", "1557323817")],
        Overloads = [Overload.Unary<Utf8View, long, Operation>(BinaryType.Instance)],
    };

    private static readonly uint[] Table = MakeTable();

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? (value >>> 1) ^ 0xEDB88320 : value >>> 1;
            table[i] = value;
        }

        return table;
    }

    private readonly struct Operation : IUnaryOperation<Utf8View, long>
    {
        public static long Invoke(Utf8View value)
        {
            var checksum = uint.MaxValue;
            foreach (var octet in value.Bytes)
                checksum = Table[(byte)(checksum ^ octet)] ^ (checksum >>> 8);
            return ~checksum;
        }
    }
}
