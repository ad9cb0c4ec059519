using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Kernels;

/// <summary>Row-wise loops over an operation: dense for cheap total ones, over live rows for dear ones, and with failures.</summary>
/// <remarks>
/// <para>Arguments are operands (<see cref="FlatOperand{T}"/>, <see cref="ConstantOperand{T}"/>, <see cref="BitOperand"/>,
/// <see cref="CodedOperand{TCode, T}"/>), so that one loop serves columns and constants; for flat columns there are overloads over spans.</para>
/// <para><c>Live</c> kernels leave other rows as they are. <c>Test</c> kernels write booleans as bitmaps, with zero in other rows. <c>Try</c>
/// kernels set a bit in <c>failures</c> for every live row that failed, write all of its words, and return how many there are; the
/// caller asks <c>TOp.Error</c> for the reason.</para>
/// </remarks>
public static partial class MapKernels
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ToBit(bool value) => value ? 1UL : 0UL;
}
