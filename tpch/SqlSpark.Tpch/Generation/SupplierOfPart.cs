using System.Runtime.CompilerServices;

namespace SqlSpark.Tpch.Generation;

/// <summary>Which four suppliers have a part (TPC-H specification, section 4.2.3, PS_SUPPKEY).</summary>
internal readonly struct SupplierOfPart(long supplierCount)
{
    private readonly uint _narrowCount = supplierCount <= int.MaxValue / 64 ? (uint)supplierCount : 0;

    /// <summary>The key of a supplier.</summary>
    /// <param name="part">The key of the part.</param>
    /// <param name="index">0 to 3.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Get(long part, int index)
    {
        // There are 20 parts a supplier: with few suppliers the sum below fits 32 bits, whose divisions are faster.
        if (_narrowCount != 0)
            return (((uint)part + ((uint)index * ((_narrowCount / 4) + (((uint)part - 1) / _narrowCount)))) % _narrowCount) + 1;
        return ((part + (index * ((supplierCount / 4) + ((part - 1) / supplierCount)))) % supplierCount) + 1;
    }
}
