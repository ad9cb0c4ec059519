using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace SqlSpark.Core.Errors;

/// <summary>One error condition or sub-condition: its name, SQLSTATE, text and parameters.</summary>
public sealed class ErrorCondition
{
    private ImmutableArray<string> _parameterNames;

    internal ErrorCondition(string name, string? subCondition, string? sqlState, string messageTemplate, ErrorOrigin origin, bool hasSubConditions)
    {
        Name = name;
        SubCondition = subCondition;
        SqlState = sqlState;
        MessageTemplate = messageTemplate;
        Origin = origin;
        HasSubConditions = hasSubConditions;
        FullName = subCondition is null ? name : name + "." + subCondition;
    }

    /// <summary>The main condition, such as <c>DATATYPE_MISMATCH</c>.</summary>
    public string Name { get; }

    /// <summary>The sub-condition, such as <c>UNEXPECTED_INPUT_TYPE</c>, or null.</summary>
    public string? SubCondition { get; }

    /// <summary>Name and sub-condition joined by a dot: what users see and tests compare.</summary>
    public string FullName { get; }

    /// <summary>The five characters of the SQLSTATE; null for Spark's unnamed legacy conditions.</summary>
    public string? SqlState { get; }

    /// <summary>The text of the main condition and, after a blank, of the sub-condition, with <c>&lt;parameter&gt;</c> placeholders.</summary>
    public string MessageTemplate { get; }

    /// <summary>Who defined the condition.</summary>
    public ErrorOrigin Origin { get; }

    /// <summary>True for a main condition that is only raised through one of its sub-conditions.</summary>
    public bool HasSubConditions { get; }

    /// <summary>The placeholders of <see cref="MessageTemplate"/> in the order of their first appearance.</summary>
    public ImmutableArray<string> ParameterNames
    {
        get
        {
            if (_parameterNames.IsDefault)
                ImmutableInterlocked.InterlockedInitialize(ref _parameterNames, FindParameterNames(MessageTemplate));
            return _parameterNames;
        }
    }

    /// <summary>The text with the placeholders replaced; one without a value stays as it is.</summary>
    /// <param name="parameters">Values by parameter name.</param>
    public string FormatMessage(IReadOnlyDictionary<string, string> parameters)
    {
        var template = MessageTemplate.AsSpan();
        var builder = new StringBuilder(template.Length + 32);
        while (TryFindPlaceholder(template, out var start, out var length))
        {
            builder.Append(template[..start]);
            var placeholder = template.Slice(start, length);
            if (parameters.TryGetValue(placeholder[1..^1].ToString(), out var value))
                builder.Append(value);
            else
                builder.Append(placeholder);
            template = template[(start + length)..];
        }

        return builder.Append(template).ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => FullName;

    private static ImmutableArray<string> FindParameterNames(string messageTemplate)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        var template = messageTemplate.AsSpan();
        while (TryFindPlaceholder(template, out var start, out var length))
        {
            var name = template.Slice(start + 1, length - 2).ToString();
            if (!names.Contains(name))
                names.Add(name);
            template = template[(start + length)..];
        }

        return names.DrainToImmutable();
    }

    /// <summary>Finds the next <c>&lt;name&gt;</c>, where a name is letters, digits, <c>_</c> and <c>-</c>.</summary>
    private static bool TryFindPlaceholder(ReadOnlySpan<char> text, out int start, out int length)
    {
        for (start = text.IndexOf('<'); start >= 0 && start < text.Length; start++)
        {
            var skipped = text[start..].IndexOf('<');
            if (skipped < 0)
                break;
            start += skipped;
            var name = text[(start + 1)..];
            var nameLength = name.IndexOfAnyExcept(ParameterCharacters);
            if (nameLength > 0 && name[nameLength] == '>')
            {
                length = nameLength + 2;
                return true;
            }
        }

        length = 0;
        return false;
    }

    private static readonly SearchValues<char> ParameterCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
}
