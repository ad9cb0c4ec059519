using System.Text;
using SqlSpark.BuiltinFunctions.Scalar.Json;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Text;
using SqlSpark.Core.Text.Json;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Xml;

/// <summary>How structs are written as XML. Spark: <c>XmlOptions</c>.</summary>
/// <param name="RowTag">The element of a row.</param>
/// <param name="AttributePrefix">What the names of fields that are attributes begin with.</param>
/// <param name="ValueTag">The field that is the text of the element itself.</param>
/// <param name="ArrayElementName">The element of an array in an array.</param>
/// <param name="NullText">The text of NULL, which is left out when there is none.</param>
/// <param name="Indent">What stands before an element for each level; elements follow each other in one line when it is empty.</param>
/// <param name="Dates">Zone and patterns of dates and timestamps.</param>
/// <param name="Binary">How binaries are written.</param>
internal sealed record XmlGeneratorOptions(
    string RowTag, string AttributePrefix, string ValueTag, string ArrayElementName, string? NullText, string Indent, JsonWriterOptions Dates, BinaryOutputStyle Binary)
{
    /// <summary>The options of a call.</summary>
    public static XmlGeneratorOptions Of(TextOptions options, Catalyst.Functions.BindCall call) => new(
        options["rowTag"] ?? "ROW",
        options["attributePrefix"] ?? "_",
        options["valueTag"] ?? "_VALUE",
        options["arrayElementName"] ?? "item",
        options["nullValue"],
        options["indent"] ?? "    ",
        options.JsonWriterOptions(call),
        call.Conf.Get(SqlConf.BinaryOutputStyle) ?? BinaryOutputStyle.HexDiscrete);
}

/// <summary>Writes values of one type as XML. Serves one worker. Spark: <c>StaxXmlGenerator</c>.</summary>
internal sealed class XmlGenerator
{
    private readonly XmlGeneratorOptions _options;
    private readonly Node _root;
    private readonly TextDateWriter _dates;
    private readonly byte[]? _null;
    private readonly byte[] _indent;
    private readonly Utf8Buffer _value = new();
    private Utf8Buffer _text = new();
    private int _depth;
    private bool _isOpen;
    private bool _endsWithElement;

    public XmlGenerator(StructType type, XmlGeneratorOptions options)
    {
        _options = options;
        _root = new Node(type, options);
        _dates = new TextDateWriter(options.Dates.Zone, options.Dates.Dates, options.Dates.Timestamps, options.Dates.LocalTimestamps);
        _null = options.NullText is null ? null : Encoding.UTF8.GetBytes(options.NullText);
        _indent = Encoding.UTF8.GetBytes(options.Indent);
    }

    /// <summary>Appends a struct that is not NULL.</summary>
    public void Append(Vector vector, int row, Utf8Buffer text)
    {
        (_text, _depth, _isOpen, _endsWithElement) = (text, 0, false, false);
        AppendElement(Encoding.UTF8.GetBytes(_options.RowTag), _root, vector, row);
    }

    /// <summary>A field or item under a name: an attribute, the text of the element, an element, or one for each item of an array.</summary>
    private void AppendChild(ReadOnlySpan<byte> name, bool isText, Node node, Vector vector, int row)
    {
        if (node.Type is ArrayType && ValueFormatter.TryLocate(ref vector, ref row))
        {
            var list = (ListVector)vector;
            var entry = list.Entries[row];
            for (var i = 0; i < entry.Length; i++)
                AppendItem(name, isText, node.Children[0], list.Elements, entry.Offset + i);
            return;
        }

        AppendItem(name, isText, node, vector, row);
    }

    private void AppendItem(ReadOnlySpan<byte> name, bool isText, Node node, Vector vector, int row)
    {
        if (vector.IsNull(row) && _null is null)
            return;
        if (isText)
            AppendContent(node, vector, row);
        else
            AppendElement(name, node, vector, row);
    }

    private void AppendElement(ReadOnlySpan<byte> name, Node node, Vector vector, int row)
    {
        CloseTag();
        if (_depth > 0)
            AppendLine();
        _text.Append((byte)'<');
        _text.Append(name);
        _isOpen = true;
        _endsWithElement = false;
        _depth++;
        AppendContent(node, vector, row);
        _depth--;
        if (_isOpen)
        {
            _text.Append("/>"u8);
            _isOpen = false;
        }
        else
        {
            if (_endsWithElement)
                AppendLine();
            _text.Append("</"u8);
            _text.Append(name);
            _text.Append((byte)'>');
        }

        _endsWithElement = true;
    }

    private void AppendContent(Node node, Vector vector, int row)
    {
        if (!ValueFormatter.TryLocate(ref vector, ref row))
        {
            AppendText(_null!);
            return;
        }

        switch (node.Type)
        {
            case StructType:
                foreach (var field in node.Attributes)
                    AppendAttribute(node.Names[field], node.Children[field], ((StructVector)vector).Fields[field], row);
                foreach (var field in node.Elements)
                    AppendChild(node.Names[field], field == node.TextField, node.Children[field], ((StructVector)vector).Fields[field], row);
                break;
            case ArrayType:
                var list = (ListVector)vector;
                for (var i = 0; i < list.Entries[row].Length; i++)
                    AppendChild(node.Names[0], isText: false, node.Children[0], list.Elements, list.Entries[row].Offset + i);
                break;
            case MapType:
                var map = (ListVector)vector;
                for (var i = 0; i < map.Entries[row].Length; i++)
                {
                    var place = map.Entries[row].Offset + i;
                    var key = node.Children[0].Formatter!.Format(map.Keys, place).ToArray();
                    AppendChild(key, key.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(_options.ValueTag)), node.Children[1], map.MapValues, place);
                }

                break;
            default:
                AppendText(Scalar(node, vector, row));
                break;
        }
    }

    private void AppendAttribute(ReadOnlySpan<byte> name, Node node, Vector vector, int row)
    {
        if (vector.IsNull(row) && _null is null)
            return;
        _text.Append((byte)' ');
        _text.Append(name);
        _text.Append("=\""u8);
        AppendEscaped(ValueFormatter.TryLocate(ref vector, ref row) ? Scalar(node, vector, row) : _null, isAttribute: true);
        _text.Append((byte)'"');
    }

    private ReadOnlySpan<byte> Scalar(Node node, Vector vector, int row)
    {
        _value.Clear();
        return _dates.TryWrite(node.Type, vector, row, _value) ? _value.Written : node.Formatter!.Format(vector, row);
    }

    private void AppendText(ReadOnlySpan<byte> text)
    {
        CloseTag();
        AppendEscaped(text, isAttribute: false);
        _endsWithElement = false;
    }

    private void AppendEscaped(ReadOnlySpan<byte> text, bool isAttribute)
    {
        foreach (var octet in text)
        {
            switch (octet)
            {
                case (byte)'&':
                    _text.Append("&amp;"u8);
                    break;
                case (byte)'<':
                    _text.Append("&lt;"u8);
                    break;
                case (byte)'"' when isAttribute:
                    _text.Append("&quot;"u8);
                    break;
                case (byte)'\r':
                    _text.Append("&#xd;"u8);
                    break;
                default:
                    _text.Append(octet);
                    break;
            }
        }
    }

    private void CloseTag()
    {
        if (_isOpen)
            _text.Append((byte)'>');
        _isOpen = false;
    }

    private void AppendLine()
    {
        if (_indent.Length == 0)
            return;
        _text.Append((byte)'\n');
        for (var i = 0; i < _depth; i++)
            _text.Append(_indent);
    }

    /// <summary>What is known of a type before there are values.</summary>
    private sealed class Node
    {
        public Node(DataType type, XmlGeneratorOptions options)
        {
            Type = type;
            switch (type)
            {
                case StructType record:
                    Children = [.. record.Fields.Select(f => new Node(f.DataType, options))];
                    Names = [.. record.Fields.Select(f => Encoding.UTF8.GetBytes(IsAttribute(f.Name, options) ? f.Name[options.AttributePrefix.Length..] : f.Name))];
                    Attributes = [.. Enumerable.Range(0, Names.Length).Where(i => IsAttribute(record.Fields[i].Name, options))];
                    Elements = [.. Enumerable.Range(0, Names.Length).Where(i => !IsAttribute(record.Fields[i].Name, options))];
                    TextField = record.IndexOf(options.ValueTag);
                    break;
                case ArrayType array:
                    Children = [new Node(array.ElementType, options)];
                    Names = [Encoding.UTF8.GetBytes(options.ArrayElementName)];
                    break;
                case MapType map:
                    Children = [new Node(map.KeyType, options), new Node(map.ValueType, options)];
                    break;
                default:
                    Formatter = new ValueFormatter(type, type is BinaryType ? ValueStyle.HiveResult : ValueStyle.Cast, new ValueFormatOptions(options.Dates.Zone) { Binary = options.Binary });
                    break;
            }
        }

        public DataType Type { get; }

        public Node[] Children { get; } = [];

        public byte[][] Names { get; } = [];

        public int[] Attributes { get; } = [];

        public int[] Elements { get; } = [];

        public int TextField { get; } = -1;

        public ValueFormatter? Formatter { get; }

        private static bool IsAttribute(string name, XmlGeneratorOptions options) =>
            options.AttributePrefix.Length > 0 && name.StartsWith(options.AttributePrefix, StringComparison.Ordinal) && name != options.ValueTag;
    }
}
