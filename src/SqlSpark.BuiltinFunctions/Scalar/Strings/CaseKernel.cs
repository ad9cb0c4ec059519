using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>Text in another case: ASCII sixteen bytes at a time, inline values within their views, all else through the Unicode mapping.</summary>
internal sealed class CaseKernel(bool isUpper) : IScalarKernel
{
    private readonly byte _first = (byte)(isUpper ? 'a' : 'A');
    private byte[] _buffer = [];

    /// <summary>The signature of a function of one string.</summary>
    public static FunctionOverload Overload(bool isUpper) => new(
        [StringType.Instance],
        call => new BoundFunction(StringType.Instance, call.AnyNullable, Volatility.Immutable, false, NullBehavior.Propagate, _ => new CaseKernel(isUpper))
        {
            BorrowsArguments = false,
        });

    /// <inheritdoc />
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var values = new RowReader<Utf8View>(arguments[0]);
        var views = result.Values<Utf8View>();
        var writer = new Utf8Writer(result.Heap);
        foreach (var row in rows)
        {
            var value = values[row];
            if (value.IsInline)
            {
                // The bytes of the length are no letters.
                var bytes = Unsafe.BitCast<Utf8View, Vector128<byte>>(value);
                if (bytes.ExtractMostSignificantBits() == 0)
                {
                    views[row] = Unsafe.BitCast<Vector128<byte>, Utf8View>(Flip(bytes));
                    continue;
                }
            }
            else if (TryFlip(value.Bytes, writer.GetSpan(value.Length)))
            {
                writer.Advance(value.Length);
                views[row] = writer.Finish();
                continue;
            }

            writer.Append(isUpper ? CaseMapping.ToUpper(value.Bytes, ref _buffer) : CaseMapping.ToLower(value.Bytes, ref _buffer));
            views[row] = writer.Finish();
        }
    }

    private Vector128<byte> Flip(Vector128<byte> bytes) =>
        bytes ^ (Vector128.LessThan(bytes - Vector128.Create(_first), Vector128.Create((byte)26)) & Vector128.Create((byte)0x20));

    /// <summary>Writes more than eight bytes in the other case; false when one is not ASCII.</summary>
    private bool TryFlip(ReadOnlySpan<byte> bytes, Span<byte> result)
    {
        ref var from = ref MemoryMarshal.GetReference(bytes);
        ref var to = ref MemoryMarshal.GetReference(result);
        var length = (nuint)bytes.Length;
        if (length < (nuint)Vector128<byte>.Count)
        {
            // Two halves that overlap.
            var half = Vector128.Create(Unsafe.ReadUnaligned<ulong>(ref from), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, length - sizeof(ulong)))).AsByte();
            var flipped = Flip(half).AsUInt64();
            Unsafe.WriteUnaligned(ref to, flipped[0]);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, length - sizeof(ulong)), flipped[1]);
            return half.ExtractMostSignificantBits() == 0;
        }

        var last = length - (nuint)Vector128<byte>.Count;
        var all = Vector128.LoadUnsafe(ref from, last);
        var end = Flip(all);
        for (nuint i = 0; i < last; i += (nuint)Vector128<byte>.Count)
        {
            var part = Vector128.LoadUnsafe(ref from, i);
            all |= part;
            Flip(part).StoreUnsafe(ref to, i);
        }

        end.StoreUnsafe(ref to, last);
        return all.ExtractMostSignificantBits() == 0;
    }
}
