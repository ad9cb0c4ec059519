using System.Text;
using System.Text.RegularExpressions;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text.Regex;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>Compiles patterns and turns bytes into characters for them; remembers the last pattern, which is usually the next one too.</summary>
internal sealed class PatternMatching(string function)
{
    private static readonly RowErrorKind InvalidKind = new("INVALID_PARAMETER_VALUE.PATTERN", "functionName", "parameter", "value");

    private byte[]? _pattern;
    private Regex? _regex;
    private char[] _characters = [];

    /// <summary>The expression of a pattern; null when it is none.</summary>
    public Regex? Find(Utf8View pattern)
    {
        if (_pattern is null || !pattern.Bytes.SequenceEqual(_pattern))
        {
            _pattern = pattern.Bytes.ToArray();
            JavaRegex.TryCompile(pattern.ToString(), out _regex);
        }

        return _regex;
    }

    /// <summary>The characters of a text, good until the next call.</summary>
    public ReadOnlySpan<char> Characters(ReadOnlySpan<byte> text)
    {
        if (_characters.Length < text.Length)
            _characters = new char[Math.Max(text.Length, 2 * _characters.Length)];
        return _characters.AsSpan(0, Encoding.UTF8.GetChars(text, _characters));
    }

    /// <summary>INVALID_PARAMETER_VALUE.PATTERN.</summary>
    public RowError Invalid(Utf8View pattern) =>
        new(InvalidKind, ErrorFormat.SqlId(function), ErrorFormat.SqlId("regexp"), ErrorFormat.SqlValue(pattern.ToString()));

    /// <summary>Raises the error of a constant pattern that is none.</summary>
    public static void Check(BindCall call, int index)
    {
        if (call.Arguments[index] is Literal { Value: string text } && !JavaRegex.TryCompile(text, out _))
        {
            throw SqlSparkException.Create(
                "INVALID_PARAMETER_VALUE.PATTERN", null, ("functionName", ErrorFormat.SqlId(call.Name)), ("parameter", ErrorFormat.SqlId("regexp")), ("value", ErrorFormat.SqlValue(text)));
        }
    }
}
