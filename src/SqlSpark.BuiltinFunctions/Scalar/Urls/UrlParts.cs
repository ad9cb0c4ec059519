using SqlSpark.BuiltinFunctions.Scalar.Strings;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Urls;

/// <summary>The parts of a URL, by position. Java: <c>java.net.URI</c>; Spark: <c>ParseUrlEvaluator</c>.</summary>
internal ref struct UrlParts
{
    private ReadOnlySpan<byte> _rest;

    public ReadOnlySpan<byte> Scheme;
    public ReadOnlySpan<byte> Authority;
    public ReadOnlySpan<byte> UserInfo;
    public ReadOnlySpan<byte> Host;
    public ReadOnlySpan<byte> Path;
    public ReadOnlySpan<byte> Query;
    public ReadOnlySpan<byte> Fragment;
    public bool HasQuery;
    public bool HasFragment;
    public bool HasAuthority;
    public bool HasUserInfo;

    /// <summary>Takes a URL apart; false when it has characters that no URL has.</summary>
    public static bool TryParse(ReadOnlySpan<byte> url, out UrlParts parts)
    {
        parts = default;
        if (url.IndexOfAny(" <>\"{}|\\^`"u8) >= 0 || !HasValidEscapes(url))
            return false;
        parts._rest = url;
        var colon = url.IndexOf((byte)':');
        var slash = url.IndexOfAny("/?#"u8);
        if (colon > 0 && (slash < 0 || colon < slash))
        {
            parts.Scheme = url[..colon];
            parts._rest = url[(colon + 1)..];
        }

        parts.Fragment = parts.CutBehind((byte)'#', out parts.HasFragment);
        parts.Query = parts.CutBehind((byte)'?', out parts.HasQuery);
        if (parts._rest.StartsWith("//"u8))
            parts.ReadAuthority();
        parts.Path = parts._rest;
        return true;
    }

    private ReadOnlySpan<byte> CutBehind(byte mark, out bool isFound)
    {
        var index = _rest.IndexOf(mark);
        isFound = index >= 0;
        var behind = isFound ? _rest[(index + 1)..] : default;
        if (isFound)
            _rest = _rest[..index];
        return behind;
    }

    private void ReadAuthority()
    {
        _rest = _rest[2..];
        var end = _rest.IndexOf((byte)'/');
        Authority = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[end..];
        HasAuthority = !Authority.IsEmpty;
        var at = Authority.LastIndexOf((byte)'@');
        HasUserInfo = at >= 0;
        UserInfo = at < 0 ? default : Authority[..at];
        Host = at < 0 ? Authority : Authority[(at + 1)..];
        var colon = Host.LastIndexOf((byte)':');
        if (colon >= 0 && !Host[colon..].Contains((byte)']'))
            Host = Host[..colon];
    }

    private static bool HasValidEscapes(ReadOnlySpan<byte> url)
    {
        for (var i = 0; i < url.Length; i++)
        {
            if (url[i] == '%' && (i + 2 >= url.Length || HexDigits.Value(url[i + 1]) < 0 || HexDigits.Value(url[i + 2]) < 0))
                return false;
        }

        return true;
    }
}

/// <summary>What <c>parse_url</c> and its <c>try_</c> twin share: INVALID_URL for what is none.</summary>
internal static class UrlParsing
{
    private static readonly RowErrorKind InvalidKind = new("INVALID_URL", "url");

    public static BoundFunction Bind(BindCall call, OnError mode) =>
        new(StringType.Instance, true, Volatility.Immutable, mode == OnError.Throw, NullBehavior.Propagate, static _ => new Kernel()) { OnError = mode, Signature = [mode], BorrowsArguments = false };

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var urls = new RowReader<Utf8View>(arguments[0]);
            var names = new RowReader<Utf8View>(arguments[1]);
            var keys = arguments.Count > 2 ? new RowReader<Utf8View>(arguments[2]) : default;
            foreach (var row in rows)
            {
                var (url, name) = (urls[row], names[row]);
                var key = arguments.Count > 2 ? keys[row] : default;
                if (!UrlParts.TryParse(url.Bytes, out var parts))
                {
                    if (!errors.NullsRow(row))
                        errors.Report(row, new RowError(InvalidKind, url.ToString()));
                    continue;
                }

                if (!TryWrite(parts, name.Bytes, key.Bytes, arguments.Count > 2, row, result))
                    result.SetNull(row);
            }
        }

        private static bool TryWrite(in UrlParts parts, ReadOnlySpan<byte> name, ReadOnlySpan<byte> key, bool hasKey, int row, VectorWriter result)
        {
            if (hasKey)
                return name.SequenceEqual("QUERY"u8) && parts.HasQuery && TryFindKey(parts.Query, key, row, result);
            if (name.SequenceEqual("HOST"u8))
                return Write(parts.HasAuthority, parts.Host, row, result);
            if (name.SequenceEqual("PATH"u8))
                return Write(true, parts.Path, row, result);
            if (name.SequenceEqual("QUERY"u8))
                return Write(parts.HasQuery, parts.Query, row, result);
            if (name.SequenceEqual("REF"u8))
                return Write(parts.HasFragment, parts.Fragment, row, result);
            if (name.SequenceEqual("PROTOCOL"u8))
                return Write(!parts.Scheme.IsEmpty, parts.Scheme, row, result);
            if (name.SequenceEqual("AUTHORITY"u8))
                return Write(parts.HasAuthority, parts.Authority, row, result);
            if (name.SequenceEqual("USERINFO"u8))
                return Write(parts.HasUserInfo, parts.UserInfo, row, result);
            if (!name.SequenceEqual("FILE"u8))
                return false;
            var writer = new Utf8Writer(result.Heap);
            writer.Append(parts.Path);
            if (parts.HasQuery)
            {
                writer.Append((byte)'?');
                writer.Append(parts.Query);
            }

            result.Values<Utf8View>()[row] = writer.Finish();
            return true;
        }

        private static bool Write(bool isThere, ReadOnlySpan<byte> part, int row, VectorWriter result)
        {
            if (isThere)
                result.SetBytes(row, part);
            return isThere;
        }

        private static bool TryFindKey(ReadOnlySpan<byte> query, ReadOnlySpan<byte> key, int row, VectorWriter result)
        {
            while (true)
            {
                var end = query.IndexOf((byte)'&');
                var pair = end < 0 ? query : query[..end];
                if (pair.Length > key.Length && pair[key.Length] == '=' && pair.StartsWith(key))
                    return Write(true, pair[(key.Length + 1)..], row, result);
                if (end < 0)
                    return false;
                query = query[(end + 1)..];
            }
        }
    }
}
