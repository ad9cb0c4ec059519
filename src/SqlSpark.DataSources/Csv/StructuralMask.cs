using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SqlSpark.DataSources.Csv;

/// <summary>Finds up to four bytes among 64 at a time: bit i of the result belongs to byte i.</summary>
/// <remarks>Unused places repeat a byte. Up to 63 bytes before and after the text are read when words are aligned: blocks have them.</remarks>
internal readonly unsafe struct StructuralMask
{
    private readonly byte _first;
    private readonly byte _second;
    private readonly byte _third;
    private readonly byte _fourth;

    public StructuralMask(byte first, byte second, byte third, byte fourth)
    {
        _first = first;
        _second = second;
        _third = third;
        _fourth = fourth;
    }

    /// <summary>The bits of the 64 bytes from an address on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong At(byte* address)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var bytes = Vector512.Load(address);
            return (Vector512.Equals(bytes, Vector512.Create(_first)) | Vector512.Equals(bytes, Vector512.Create(_second))
                | Vector512.Equals(bytes, Vector512.Create(_third)) | Vector512.Equals(bytes, Vector512.Create(_fourth))).ExtractMostSignificantBits();
        }

        if (Vector256.IsHardwareAccelerated)
            return Half(address) | ((ulong)Half(address + 32) << 32);
        return Quarter(address) | ((ulong)Quarter(address + 16) << 16) | ((ulong)Quarter(address + 32) << 32) | ((ulong)Quarter(address + 48) << 48);
    }

    /// <summary>The first of the bytes at or after an address, or <paramref name="end"/>.</summary>
    public byte* Find(byte* from, byte* end)
    {
        for (; from < end; from += 64)
        {
            var bits = At(from);
            if (bits != 0)
            {
                var found = from + System.Numerics.BitOperations.TrailingZeroCount(bits);
                return found < end ? found : end;
            }
        }

        return end;
    }

    private uint Half(byte* address)
    {
        var bytes = Vector256.Load(address);
        return (Vector256.Equals(bytes, Vector256.Create(_first)) | Vector256.Equals(bytes, Vector256.Create(_second))
            | Vector256.Equals(bytes, Vector256.Create(_third)) | Vector256.Equals(bytes, Vector256.Create(_fourth))).ExtractMostSignificantBits();
    }

    private uint Quarter(byte* address)
    {
        var bytes = Vector128.Load(address);
        return (Vector128.Equals(bytes, Vector128.Create(_first)) | Vector128.Equals(bytes, Vector128.Create(_second))
            | Vector128.Equals(bytes, Vector128.Create(_third)) | Vector128.Equals(bytes, Vector128.Create(_fourth))).ExtractMostSignificantBits();
    }
}
