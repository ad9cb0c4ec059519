using System.Text;
using System.Text.Unicode;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>
/// Cuts bounds of strings and binaries short, so that footers stay small: the lower bound is a prefix, the upper one a prefix whose last
/// byte or character is the next greater one. parquet-java: <c>BinaryTruncator</c>.
/// </summary>
internal static class ByteArrayBounds
{
    /// <summary>The lower bound that a value gives.</summary>
    public static Bound Lower(ReadOnlySpan<byte> value, int maxBytes, bool isText) =>
        value.Length <= maxBytes ? new Bound(value.ToArray(), IsExact: true) : new Bound(value[..PrefixLength(value, maxBytes, isText)].ToArray(), IsExact: false);

    /// <summary>The upper bound that a value gives, or null when there is no short one: all its first bytes are the greatest there are.</summary>
    public static Bound? Upper(ReadOnlySpan<byte> value, int maxBytes, bool isText)
    {
        if (value.Length <= maxBytes)
            return new Bound(value.ToArray(), IsExact: true);
        var prefix = value[..PrefixLength(value, maxBytes, isText)];
        var bytes = isText && Utf8.IsValid(prefix) ? NextText(prefix) : NextBytes(prefix);
        return bytes is null ? null : new Bound(bytes, IsExact: false);
    }

    // Text is cut between characters where that is possible.
    private static int PrefixLength(ReadOnlySpan<byte> value, int maxBytes, bool isText)
    {
        var length = maxBytes;
        if (isText)
        {
            while (length > 0 && (value[length] & 0xC0) == 0x80)
                length--;
        }

        return length == 0 ? maxBytes : length;
    }

    private static byte[]? NextBytes(ReadOnlySpan<byte> prefix)
    {
        var length = prefix.Length;
        while (length > 0 && prefix[length - 1] == 0xFF)
            length--;
        if (length == 0)
            return null;
        var bytes = prefix[..length].ToArray();
        bytes[^1]++;
        return bytes;
    }

    private static byte[]? NextText(ReadOnlySpan<byte> prefix)
    {
        while (Rune.DecodeLastFromUtf8(prefix, out var last, out var byteLength) == System.Buffers.OperationStatus.Done)
        {
            prefix = prefix[..^byteLength];
            var next = last.Value == 0xD7FF ? 0xE000 : last.Value + 1;
            if (!Rune.IsValid(next))
                continue;
            Span<byte> encoded = stackalloc byte[4];
            var count = new Rune(next).EncodeToUtf8(encoded);
            return [.. prefix, .. encoded[..count]];
        }

        return null;
    }
}
