using System.Text.Json;

namespace SqlSpark.Core.Errors;

/// <summary>
/// Reads the form of <c>error-conditions.json</c>: an object of conditions, each with <c>message</c> (lines),
/// <c>sqlState</c>, <c>subClass</c> (an object of sub-conditions with a <c>message</c> each) and <c>origin</c>.
/// </summary>
internal static class ErrorConditionReader
{
    /// <summary>The conditions and sub-conditions by full name.</summary>
    internal static Dictionary<string, ErrorCondition> Read(ReadOnlySpan<byte> utf8Json)
    {
        var conditions = new Dictionary<string, ErrorCondition>(1024, StringComparer.Ordinal);
        var reader = new Utf8JsonReader(utf8Json);
        Expect(ref reader, JsonTokenType.StartObject);
        while (TryReadName(ref reader, out var name))
            ReadCondition(ref reader, name, conditions);
        return conditions;
    }

    private static void ReadCondition(ref Utf8JsonReader reader, string name, Dictionary<string, ErrorCondition> conditions)
    {
        var message = "";
        string? sqlState = null;
        var origin = ErrorOrigin.Spark;
        List<(string Name, string Message, ErrorOrigin Origin)> subConditions = [];
        Expect(ref reader, JsonTokenType.StartObject);
        while (TryReadName(ref reader, out var property))
        {
            switch (property)
            {
                case "message":
                    message = ReadMessage(ref reader);
                    break;
                case "sqlState":
                    sqlState = ReadString(ref reader);
                    break;
                case "origin":
                    origin = ReadOrigin(ref reader);
                    break;
                case "subClass":
                    ReadSubConditions(ref reader, subConditions);
                    break;
                default:
                    throw InternalErrors.Unreachable(name + "." + property);
            }
        }

        conditions.Add(name, new ErrorCondition(name, null, sqlState, message, origin, subConditions.Count > 0));
        foreach (var (subName, subMessage, subOrigin) in subConditions)
        {
            var template = message.Length == 0 || subMessage.Length == 0 ? message + subMessage : message + " " + subMessage;
            var subCondition = new ErrorCondition(
                name, subName, sqlState, template, origin == ErrorOrigin.SqlSpark ? origin : subOrigin, hasSubConditions: false);
            conditions.Add(subCondition.FullName, subCondition);
        }
    }

    private static void ReadSubConditions(ref Utf8JsonReader reader, List<(string Name, string Message, ErrorOrigin Origin)> subConditions)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (TryReadName(ref reader, out var name))
        {
            var message = "";
            var origin = ErrorOrigin.Spark;
            Expect(ref reader, JsonTokenType.StartObject);
            while (TryReadName(ref reader, out var property))
            {
                if (property == "message")
                    message = ReadMessage(ref reader);
                else if (property == "origin")
                    origin = ReadOrigin(ref reader);
                else
                    throw InternalErrors.Unreachable(name + "." + property);
            }

            subConditions.Add((name, message, origin));
        }
    }

    private static string ReadMessage(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        string? message = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
            message = message is null ? reader.GetString()! : message + "\n" + reader.GetString();
        return message ?? "";
    }

    private static ErrorOrigin ReadOrigin(ref Utf8JsonReader reader) =>
        ReadString(ref reader) == "sqlspark" ? ErrorOrigin.SqlSpark : ErrorOrigin.Spark;

    private static string ReadString(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.String);
        return reader.GetString()!;
    }

    private static bool TryReadName(ref Utf8JsonReader reader, out string name)
    {
        reader.Read();
        name = reader.TokenType == JsonTokenType.PropertyName ? reader.GetString()! : "";
        return name.Length > 0;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token) =>
        InternalErrors.Assert(reader.Read() && reader.TokenType == token);
}
