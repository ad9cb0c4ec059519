using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>Which end of a string is filled up.</summary>
internal interface IPaddedEnd
{
    static abstract bool IsLeft { get; }
}

/// <summary>What <c>lpad</c> and <c>rpad</c> share. Spark: <c>UTF8String.lpad</c>, <c>ByteArray.lpad</c>.</summary>
internal static class Padding
{
    /// <summary>Over strings, where lengths count characters, and over binaries.</summary>
    public static EquatableArray<FunctionOverload> Overloads<TEnd>()
        where TEnd : struct, IPaddedEnd =>
        [
            Overload.Utf8<Utf8View, int, Utf8View, WithText<TEnd>>(),
            Overload.Utf8<Utf8View, int, Utf8View, WithBytes<TEnd>>(BinaryType.Instance, null, BinaryType.Instance, BinaryType.Instance),
        ];

    /// <summary>A blank or a zero byte where the call has no filling.</summary>
    public static EquatableArray<Expression> Prepare(BindCall call) => call.Arguments.Count == 2
        ? call.Arguments.Add(call.Type(0) is BinaryType ? new Literal((EquatableArray<byte>)[(byte)0], BinaryType.Instance) : Literal.String(" "))
        : call.Arguments;

    private static void OfCharacters(scoped ReadOnlySpan<byte> text, int length, scoped ReadOnlySpan<byte> pad, bool isLeft, ref Utf8Writer result)
    {
        if (length <= 0)
            return;
        var missing = length - Characters.Count(text);
        if (missing <= 0 || pad.IsEmpty)
        {
            result.Append(text[..Characters.Skip(text, length)]);
            return;
        }

        if (!isLeft)
            result.Append(text);
        var padLength = Characters.Count(pad);
        for (; missing >= padLength; missing -= padLength)
            result.Append(pad);
        result.Append(pad[..Characters.Skip(pad, missing)]);
        if (isLeft)
            result.Append(text);
    }

    private static void OfBytes(scoped ReadOnlySpan<byte> bytes, int length, scoped ReadOnlySpan<byte> pad, bool isLeft, ref Utf8Writer result)
    {
        if (length <= 0)
            return;
        if (length <= bytes.Length || pad.IsEmpty)
        {
            result.Append(bytes[..Math.Min(length, bytes.Length)]);
            return;
        }

        if (!isLeft)
            result.Append(bytes);
        var missing = length - bytes.Length;
        for (; missing >= pad.Length; missing -= pad.Length)
            result.Append(pad);
        result.Append(pad[..missing]);
        if (isLeft)
            result.Append(bytes);
    }

    private readonly struct WithText<TEnd> : IUtf8Operation<Utf8View, int, Utf8View>
        where TEnd : struct, IPaddedEnd
    {
        public static void Invoke(Utf8View first, int second, Utf8View third, ref Utf8Writer result) =>
            OfCharacters(first.Bytes, second, third.Bytes, TEnd.IsLeft, ref result);
    }

    private readonly struct WithBytes<TEnd> : IUtf8Operation<Utf8View, int, Utf8View>
        where TEnd : struct, IPaddedEnd
    {
        public static void Invoke(Utf8View first, int second, Utf8View third, ref Utf8Writer result) =>
            OfBytes(first.Bytes, second, third.Bytes, TEnd.IsLeft, ref result);
    }
}
