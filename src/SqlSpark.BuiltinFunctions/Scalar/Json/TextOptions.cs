using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text.Json;
using SqlSpark.Core.Time;
using SqlSpark.Core.Time.Patterns;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Json;

/// <summary>The options of a call that reads or writes JSON or CSV, by name without regard to case.</summary>
/// <remarks>Spark: <c>JSONOptions</c>, <c>ExprUtils.convertToMapData</c>.</remarks>
internal sealed class TextOptions
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The options of an argument that must be a constant <c>map()</c> of strings; none when it was not given.</summary>
    public TextOptions(BindCall call, int index)
    {
        if (index >= call.Arguments.Count)
            return;
        if (call.Type(index) is not MapType map)
            throw SqlSparkException.Create("INVALID_OPTIONS.NON_MAP_FUNCTION", null);
        if (map is not { KeyType: StringType, ValueType: StringType })
            throw SqlSparkException.Create("INVALID_OPTIONS.NON_STRING_TYPE", null, ("mapType", ErrorFormat.SqlType(map.Sql)));
        if (call.Constant(index)?.Value is not MapValue value)
            throw SqlSparkException.Create("INVALID_OPTIONS.NON_MAP_FUNCTION", null);
        for (var i = 0; i < value.Keys.Count; i++)
        {
            if (value.Values[i] is string text)
                _values[(string)value.Keys[i]!] = text;
        }
    }

    /// <summary>An option, or null.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>An option that is true or false.</summary>
    public bool Flag(string name, bool otherwise)
    {
        if (this[name] is not { } text)
            return otherwise;
        return bool.TryParse(text, out var value) ? value : throw SqlSparkException.Create(
            "INVALID_PARAMETER_VALUE.BOOLEAN", null, ("parameter", ErrorFormat.SqlId(name)), ("functionName", ErrorFormat.SqlId("map")), ("invalidValue", text));
    }

    /// <summary>The zone of timestamps: the option <c>timeZone</c>, else the session's.</summary>
    public ZoneRules Zone(BindCall call) => ZoneRules.Of(this["timeZone"] ?? call.TimeZone);

    /// <summary>The pattern of an option, or null.</summary>
    public DateTimePattern? Pattern(string name, bool isForReading, string? otherwise = null)
    {
        if ((this[name] ?? otherwise) is not { } text)
            return null;
        return DateTimePattern.TryCreate(text, isForReading, out var error) ?? throw error.ToException(null);
    }

    /// <summary>What readers of JSON allow.</summary>
    public JsonLeniency JsonLeniency
    {
        get
        {
            var leniency = JsonLeniency.None;
            Add("allowSingleQuotes", true, JsonLeniency.SingleQuotes);
            Add("allowUnquotedFieldNames", false, JsonLeniency.UnquotedNames);
            Add("allowNumericLeadingZeros", false, JsonLeniency.LeadingZeros);
            Add("allowNonNumericNumbers", true, JsonLeniency.NonNumbers);
            Add("allowBackslashEscapingAnyCharacter", false, JsonLeniency.AnyEscapes);
            Add("allowUnquotedControlChars", false, JsonLeniency.ControlCharacters);
            Add("allowComments", false, JsonLeniency.Comments);
            return leniency;

            void Add(string name, bool otherwise, JsonLeniency flag) => leniency |= Flag(name, otherwise) ? flag : JsonLeniency.None;
        }
    }
}
