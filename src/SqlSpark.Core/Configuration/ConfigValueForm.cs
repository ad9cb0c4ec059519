using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SqlSpark.Core.Configuration;

/// <summary>How the values of a configuration key are written.</summary>
/// <param name="name">The form's name in error messages and documentation.</param>
/// <param name="tryParse">Reads a trimmed text.</param>
/// <param name="format">Writes a value so that <paramref name="tryParse"/> reads it back.</param>
/// <param name="options">Gives the only accepted words, or null when there is no such list; called when it is needed.</param>
internal sealed class ConfigValueForm<T>(string name, ConfigParser<T> tryParse, Func<T, string> format, Func<ImmutableArray<string>>? options = null)
{
    internal string Name => name;

    internal ConfigParser<T> TryParse => tryParse;

    internal Func<T, string> Format => format;

    internal Func<ImmutableArray<string>>? Options => options;
}

/// <summary>Reads a trimmed text; false when it is no value of the form.</summary>
internal delegate bool ConfigParser<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>The forms that Spark's keys have.</summary>
internal static class ConfigValueForms
{
    internal static readonly ConfigValueForm<bool> Boolean = new("boolean", bool.TryParse, static value => value ? "true" : "false");

    internal static readonly ConfigValueForm<int> Int = new(
        "int",
        static (string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value),
        static value => value.ToString(CultureInfo.InvariantCulture));

    internal static readonly ConfigValueForm<long> Long = new(
        "long",
        static (string text, out long value) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value),
        static value => value.ToString(CultureInfo.InvariantCulture));

    internal static readonly ConfigValueForm<double> Double = new(
        "double",
        static (string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value),
        static value => value == Math.Truncate(value) && Math.Abs(value) < 1e7
            ? value.ToString("0.0", CultureInfo.InvariantCulture)
            : value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Any text; null stands for a key without a value.</summary>
    internal static readonly ConfigValueForm<string?> Text = new(
        "string",
        static (string text, out string? value) =>
        {
            value = text;
            return true;
        },
        static value => value ?? ConfigEntry.Undefined);

    /// <summary>Any text, where the key always has one.</summary>
    internal static readonly ConfigValueForm<string> RequiredText = new(
        "string",
        static (string text, [MaybeNullWhen(false)] out string value) =>
        {
            value = text;
            return true;
        },
        static value => value);

    /// <summary>One of a few words; kept in capitals.</summary>
    internal static readonly ConfigValueForm<string> Word = new(
        "string",
        static (string text, [MaybeNullWhen(false)] out string value) =>
        {
            value = text.ToUpperInvariant();
            return true;
        },
        static value => value);

    /// <summary>One of a few words; kept in small letters.</summary>
    internal static readonly ConfigValueForm<string> LowerWord = new(
        "string",
        static (string text, [MaybeNullWhen(false)] out string value) =>
        {
            value = text.ToLowerInvariant();
            return true;
        },
        static value => value);

    internal static readonly ConfigValueForm<bool?> OptionalBoolean = Optional(Boolean);

    internal static readonly ConfigValueForm<int?> OptionalInt = Optional(Int);

    /// <summary>A number of bytes; a bare number counts bytes.</summary>
    internal static readonly ConfigValueForm<long> Bytes = new("bytes", ByteSize.TryParse, ByteSize.Format);

    /// <summary><see cref="Bytes"/>, where a key may be without a value.</summary>
    internal static readonly ConfigValueForm<long?> OptionalBytes = Optional(Bytes);

    /// <summary>A length of time; a bare number counts milliseconds.</summary>
    internal static readonly ConfigValueForm<TimeSpan> Milliseconds = new(
        "time in ms",
        static (string text, out TimeSpan value) => Duration.TryParse(text, TimeSpan.TicksPerMillisecond, out value),
        static value => Duration.Format(value, TimeSpan.TicksPerMillisecond));

    /// <summary>A length of time; a bare number counts seconds.</summary>
    internal static readonly ConfigValueForm<TimeSpan> Seconds = new(
        "time in s",
        static (string text, out TimeSpan value) => Duration.TryParse(text, TimeSpan.TicksPerSecond, out value),
        static value => Duration.Format(value, TimeSpan.TicksPerSecond));

    /// <summary>Names separated by commas; blanks around them and empty ones do not count.</summary>
    internal static readonly ConfigValueForm<ImmutableArray<string>> List = new(
        "list",
        static (string text, out ImmutableArray<string> value) =>
        {
            value = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            return true;
        },
        static value => string.Join(',', value));

    /// <summary>A member of <typeparamref name="T"/>, written in Spark's capitals (<c>LAST_WIN</c> for <c>LastWin</c>).</summary>
    internal static ConfigValueForm<T> Enumeration<T>()
        where T : struct, Enum =>
        new("enumeration", TryParseMember, static value => EnumerationNames<T>.Of(value), static () => EnumerationNames<T>.All);

    /// <summary><see cref="Enumeration{T}"/>, where a key may be without a value.</summary>
    internal static ConfigValueForm<T?> OptionalEnumeration<T>()
        where T : struct, Enum => Optional(Enumeration<T>());

    private static ConfigValueForm<T?> Optional<T>(ConfigValueForm<T> form)
        where T : struct =>
        new(
            form.Name,
            (string text, out T? value) =>
            {
                var isParsed = form.TryParse(text, out var parsed);
                value = parsed;
                return isParsed;
            },
            value => value is null ? ConfigEntry.Undefined : form.Format(value.Value),
            form.Options);

    private static bool TryParseMember<T>(string text, out T value)
        where T : struct, Enum => EnumerationNames<T>.TryFind(text, out value);
}
