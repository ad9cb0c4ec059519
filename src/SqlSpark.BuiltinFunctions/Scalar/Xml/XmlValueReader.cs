using System.Text;
using System.Xml.Linq;
using SqlSpark.BuiltinFunctions.Scalar.Csv;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Text;
using SqlSpark.Core.Text.Json;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Xml;

/// <summary>Reads the values of one type out of elements and attributes. Serves one worker. Spark: <c>StaxXmlParser</c>.</summary>
/// <remarks>A value that cannot be read is NULL, or left out of its array, and the record counts as malformed.</remarks>
internal abstract class XmlValueReader(XmlReadOptions options)
{
    /// <summary>The reader of a type; null when it or a type in it has none.</summary>
    public static XmlValueReader? Create(DataType type, XmlReadOptions options, CsvSettings settings, TextDates dates, StringComparer names)
    {
        switch (type)
        {
            case StructType record:
                var fields = record.Fields.Map(f => Create(f.DataType, options, settings, dates, names));
                return fields.Any(f => f is null) ? null : new StructReader(record, [.. fields.Select(f => f!)], options, names);
            case ArrayType array:
                return Create(array.ElementType, options, settings, dates, names) is { } element ? new ArrayReader(element, options) : null;
            case MapType { KeyType: StringType } map:
                return Create(map.ValueType, options, settings, dates, names) is { } value ? new MapReader(value, options) : null;
            default:
                return CsvValueReader.Create(type, settings, dates) is { } scalar ? new ScalarReader(type, scalar, options) : null;
        }
    }

    /// <summary>Reads the elements of a name, or an attribute, of which there is at least one; false when one of them is malformed.</summary>
    public virtual bool TryRead(List<XObject> values, VectorWriter result, int row) => TryReadOne(values[^1], result, row);

    /// <summary>Reads one element or attribute.</summary>
    protected abstract bool TryReadOne(XObject value, VectorWriter result, int row);

    /// <summary>Makes a row NULL.</summary>
    public static void SetNull(VectorWriter result, int row)
    {
        if (result.Physical == PhysicalType.Struct)
            JsonStructReader.Clear(result, row);
        result.SetNull(row);
    }

    /// <summary>The options of the call.</summary>
    protected XmlReadOptions Options { get; } = options;

    /// <summary>The fields of an element by name: attributes, elements inside, and the text beside them.</summary>
    protected IEnumerable<(string Name, XObject Value)> Parts(XElement element, bool hasText)
    {
        if (!Options.OmitsAttributes)
        {
            foreach (var attribute in XmlDocuments.Attributes(element))
                yield return (Options.AttributePrefix + attribute.Name.LocalName, attribute);
        }

        foreach (var child in element.Elements())
            yield return (child.Name.LocalName, child);
        if (hasText && XmlDocuments.OwnText(element) is var text && !string.IsNullOrWhiteSpace(text))
            yield return (Options.ValueTag, new XText(text));
    }

    private sealed class ScalarReader(DataType type, CsvValueReader reader, XmlReadOptions options) : XmlValueReader(options)
    {
        protected override bool TryReadOne(XObject value, VectorWriter result, int row)
        {
            var text = value switch
            {
                XElement { HasElements: true } element when type is StringType => XmlDocuments.InnerXml(element),
                XElement element => XmlDocuments.OwnText(element),
                XAttribute attribute => attribute.Value,
                _ => ((XText)value).Value,
            };
            if (Options.Trims)
                text = text.Trim();
            var bytes = Encoding.UTF8.GetBytes(text);
            if ((Options.NullText is { } nullText && bytes.AsSpan().SequenceEqual(nullText)) || (bytes.Length == 0 && type is not StringType))
            {
                result.SetNull(row);
                return true;
            }

            if (type is BooleanType && text is "1" or "0")
            {
                Bitmaps.Assign(result.Bits, row, text == "1");
                return true;
            }

            if (reader.TryRead(bytes, result, row))
                return true;
            result.SetNull(row);
            return false;
        }
    }

    private sealed class StructReader : XmlValueReader
    {
        private readonly XmlValueReader[] _fields;
        private readonly Dictionary<string, int> _places;
        private readonly List<XObject>[] _values;
        private readonly bool _hasText;

        public StructReader(StructType type, XmlValueReader[] fields, XmlReadOptions options, StringComparer names)
            : base(options)
        {
            _fields = fields;
            _places = new Dictionary<string, int>(names);
            for (var i = 0; i < fields.Length; i++)
                _places.TryAdd(type.Fields[i].Name, i);
            _values = [.. fields.Select(_ => new List<XObject>())];
            _hasText = _places.ContainsKey(options.ValueTag);
        }

        protected override bool TryReadOne(XObject value, VectorWriter result, int row)
        {
            // A struct inside of itself cannot be, so the lists of this reader are not in use further up.
            foreach (var values in _values)
                values.Clear();
            if (value is XElement element)
            {
                foreach (var (name, part) in Parts(element, _hasText))
                {
                    if (_places.TryGetValue(name, out var place))
                        _values[place].Add(part);
                }
            }

            var isWhole = true;
            for (var i = 0; i < _fields.Length; i++)
            {
                if (_values[i].Count == 0)
                    SetNull(result.Field(i), row);
                else
                    isWhole &= _fields[i].TryRead(_values[i], result.Field(i), row);
            }

            return isWhole;
        }
    }

    private sealed class ArrayReader(XmlValueReader element, XmlReadOptions options) : XmlValueReader(options)
    {
        public override bool TryRead(List<XObject> values, VectorWriter result, int row)
        {
            var isWhole = true;
            var elements = result.Elements;
            var first = elements.Length;
            foreach (var value in values)
            {
                var place = elements.Append(1);
                if (element.TryReadOne(value, elements, place))
                    continue;
                isWhole = false;
                elements.Truncate(place);
            }

            result.Entries[row] = new ListEntry(elements.Length == first ? 0 : first, elements.Length - first);
            return isWhole;
        }

        protected override bool TryReadOne(XObject value, VectorWriter result, int row) =>
            TryRead(value is XElement { HasElements: true } nested ? [.. nested.Elements()] : [value], result, row);
    }

    private sealed class MapReader(XmlValueReader reader, XmlReadOptions options) : XmlValueReader(options)
    {
        protected override bool TryReadOne(XObject value, VectorWriter result, int row)
        {
            var entries = new Dictionary<string, List<XObject>>(StringComparer.Ordinal);
            if (value is XElement element)
            {
                foreach (var (name, part) in Parts(element, hasText: true))
                {
                    if (!entries.TryGetValue(name, out var same))
                        entries.Add(name, same = []);
                    same.Add(part);
                }
            }

            var isWhole = true;
            var first = result.Elements.Append(entries.Count);
            result.MapValues.Append(entries.Count);
            var place = first;
            foreach (var (name, parts) in entries)
            {
                result.Elements.SetBytes(place, Encoding.UTF8.GetBytes(name));
                isWhole &= reader.TryRead(parts, result.MapValues, place++);
            }

            result.Entries[row] = new ListEntry(entries.Count == 0 ? 0 : first, entries.Count);
            return isWhole;
        }
    }
}
