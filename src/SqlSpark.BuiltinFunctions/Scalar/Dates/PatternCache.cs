using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time.Patterns;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>Compiles patterns of dates and times; remembers the last one, which is usually the next one too.</summary>
internal sealed class PatternCache(bool isForReading)
{
    private byte[]? _text;
    private DateTimePattern? _pattern;
    private RowError _error;

    /// <summary>The pattern of a text, or null and what is wrong with it.</summary>
    public DateTimePattern? Find(Utf8View text, out RowError error)
    {
        if (_text is null || !text.Bytes.SequenceEqual(_text))
        {
            _text = text.Bytes.ToArray();
            _pattern = DateTimePattern.TryCreate(text.ToString(), isForReading, out _error);
        }

        error = _error;
        return _pattern;
    }

    /// <summary>Raises the error of a constant pattern that is none.</summary>
    public static void Check(BindCall call, int index, bool isForReading)
    {
        if (call.Arguments[index] is Literal { Value: string text } && DateTimePattern.TryCreate(text, isForReading, out var error) is null)
            throw error.ToException(null);
    }
}
