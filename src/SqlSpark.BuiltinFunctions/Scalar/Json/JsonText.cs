using System.Text.Json;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Json;

/// <summary>Copies values of JSON text.</summary>
internal static class JsonText
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    /// <summary>Appends a value without the blanks between its parts; the characters of a string alone when <paramref name="isText"/>.</summary>
    public static bool TryAppend(scoped ReadOnlySpan<byte> value, bool isText, ref Utf8Writer writer)
    {
        var reader = new Utf8JsonReader(value, Options);
        try
        {
            if (isText)
            {
                reader.Read();
                var length = reader.CopyString(writer.GetSpan(value.Length));
                writer.Advance(length);
                return true;
            }

            var needsComma = false;
            while (reader.Read())
            {
                var isEnd = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
                if (needsComma && !isEnd)
                    writer.Append((byte)',');
                var start = (int)reader.TokenStartIndex;
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        writer.Append((byte)'"');
                        writer.Append(reader.ValueSpan);
                        writer.Append("\":"u8);
                        break;
                    case JsonTokenType.String:
                        writer.Append((byte)'"');
                        writer.Append(reader.ValueSpan);
                        writer.Append((byte)'"');
                        break;
                    default:
                        writer.Append(value[start..(int)reader.BytesConsumed]);
                        break;
                }

                needsComma = reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName);
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            // A string with half of a surrogate pair.
            return false;
        }
    }
}
