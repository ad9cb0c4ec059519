using System.Text;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Text.Json;

/// <summary>What decides on types.</summary>
public sealed record JsonTypeOptions
{
    /// <summary>What is allowed beyond JSON.</summary>
    public required JsonLeniency Leniency { get; init; }

    /// <summary>Numbers and booleans are strings.</summary>
    public bool PrimitivesAsString { get; init; }

    /// <summary>Numbers with a fraction are decimals where they fit.</summary>
    public bool PrefersDecimal { get; init; }

    /// <summary>Strings that are timestamps are timestamps.</summary>
    public bool InfersTimestamps { get; init; }

    /// <summary>Fields without any value are left out.</summary>
    public bool DropsNulls { get; init; }

    /// <summary>Timestamps are local ones where they can be.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Reads timestamps.</summary>
    public required TextDates Dates { get; init; }
}

/// <summary>Finds the type that holds all values of JSON texts. Serves one worker.</summary>
/// <remarks>Spark: <c>JsonInferSchema</c>. The types seen so far are one tree that each text widens in place, so that a text of known types allocates nothing.</remarks>
/// <param name="options">What decides on types.</param>
public sealed class JsonTypeInference(JsonTypeOptions options)
{
    private readonly Utf8Buffer _scratch = new();
    private readonly Node _root = new();
    private long _objectCount;

    /// <summary>Adds the first value of a text; a text without any counts for nothing.</summary>
    /// <returns>False when it is no JSON; then nothing was added.</returns>
    public bool TryAdd(ReadOnlySpan<byte> text)
    {
        if (!IsSound(text))
            return false;
        var scanner = new JsonScanner(text, options.Leniency);
        if (scanner.Read())
            Add(_root, ref scanner);
        return true;
    }

    /// <summary>Adds the objects of a record: the text is one, or an array of them. Null counts for nothing.</summary>
    /// <returns>False when the text is no JSON or has other values; then those were not added.</returns>
    public bool TryAddRecord(ReadOnlySpan<byte> text)
    {
        _root.Kind = NodeKind.Struct;
        if (!IsSound(text))
            return false;
        var scanner = new JsonScanner(text, options.Leniency);
        return !scanner.Read() || TryAddRecord(ref scanner);
    }

    /// <summary>Adds a field of the outermost struct.</summary>
    public void AddField(string name, DataType type)
    {
        _root.Kind = NodeKind.Struct;
        var field = _root.Find(Encoding.UTF8.GetBytes(name), 0) ?? _root.AddField(Encoding.UTF8.GetBytes(name));
        Add(field, type);
    }

    /// <summary>The type of what was added; STRING when that was no value at all.</summary>
    public DataType ToType() => ToType(_root) ?? _root.Kind switch
    {
        NodeKind.Struct => StructType.Empty,
        NodeKind.Array when _root.Element!.Kind == NodeKind.Struct => new ArrayType(StructType.Empty),
        _ => StringType.Instance,
    };

    private bool IsSound(ReadOnlySpan<byte> text)
    {
        var scanner = new JsonScanner(text, options.Leniency);
        return scanner.Read() ? scanner.Skip() : scanner.Kind == JsonKind.None;
    }

    private bool TryAddRecord(ref JsonScanner scanner)
    {
        switch (scanner.Kind)
        {
            case JsonKind.Null:
                return true;
            case JsonKind.StartObject:
                Add(_root, ref scanner);
                return true;
            case JsonKind.StartArray:
                var isRecord = true;
                while (scanner.Read() && scanner.Kind != JsonKind.EndArray)
                    isRecord &= TryAddRecord(ref scanner);
                return isRecord;
            default:
                return false;
        }
    }

    private void Add(Node node, ref JsonScanner scanner)
    {
        switch (scanner.Kind)
        {
            case JsonKind.StartObject when node.Become(NodeKind.Struct):
                AddObject(node, ref scanner);
                break;
            case JsonKind.StartArray when node.Become(NodeKind.Array):
                while (scanner.Read() && scanner.Kind != JsonKind.EndArray)
                    Add(node.Element!, ref scanner);
                break;
            case JsonKind.StartObject or JsonKind.StartArray:
                scanner.Skip();
                break;
            default:
                Add(node, TypeOf(scanner));
                break;
        }
    }

    private void AddObject(Node node, ref JsonScanner scanner)
    {
        var objectId = ++_objectCount;
        for (var position = 0; scanner.Read() && scanner.Kind != JsonKind.EndObject; position++)
        {
            var name = scanner.Text(_scratch);
            var field = node.Find(name, position) ?? node.AddField(name.ToArray());
            field.IsRepeated |= field.LastObject == objectId;
            field.LastObject = objectId;
            if (scanner.Read())
                Add(field, ref scanner);
        }
    }

    private static void Add(Node node, DataType type)
    {
        if (type is VoidType || (node.Kind == NodeKind.Scalar && ReferenceEquals(node.Type, type)))
            return;
        node.Type = node.Kind switch
        {
            NodeKind.Unknown => type,
            NodeKind.Scalar => Merge(node.Type, type),
            _ => StringType.Instance,
        };
        node.Kind = NodeKind.Scalar;
    }

    private DataType TypeOf(in JsonScanner scanner) => scanner.Kind switch
    {
        JsonKind.Null => VoidType.Instance,
        JsonKind.String => OfText(scanner),
        _ when options.PrimitivesAsString => StringType.Instance,
        JsonKind.Integer => OfNumber(scanner.Raw, isFraction: false),
        JsonKind.Fraction => options.PrefersDecimal ? OfNumber(scanner.Raw, isFraction: true) : DoubleType.Instance,
        _ => BooleanType.Instance,
    };

    private DataType OfText(in JsonScanner scanner)
    {
        var value = scanner.Text(_scratch);
        if (value.IsEmpty)
            return VoidType.Instance;
        if (options.PrefersDecimal && OfNumber(value, isFraction: true) is DecimalType number)
            return number;
        if (!options.InfersTimestamps)
            return StringType.Instance;
        if (options.IsLocal && options.Dates.TryLocalTimestamp(value, out _))
            return TimestampNtzType.Instance;
        return options.Dates.TryTimestamp(value, out _) ? TimestampType.Instance : StringType.Instance;
    }

    private static DataType OfNumber(ReadOnlySpan<byte> text, bool isFraction)
    {
        if (!isFraction && (text.Length <= 18 || IntegerText.TryParse(text, allowFraction: false, out _)))
            return LongType.Instance;
        if (!DecimalText.TryMeasure(text, out var precision, out var scale))
            return DoubleType.Instance;
        if (scale < 0)
            throw SqlSparkException.Create("NEGATIVE_SCALE_DISALLOWED", null, ("scale", ErrorFormat.SqlValue((int)scale)), ("sqlConf", ErrorFormat.SqlConf("spark.sql.legacy.allowNegativeScaleOfDecimal")));
        precision = Math.Max(precision, scale);
        return precision <= DecimalType.MaxPrecision ? new DecimalType((int)precision, (int)scale) : DoubleType.Instance;
    }

    /// <summary>The type that holds values of both; STRING when there is none. Spark: <c>compatibleType</c>.</summary>
    private static DataType Merge(DataType left, DataType right) => (left, right) switch
    {
        _ when left.Equals(right) => left,
        (LongType or DecimalType, DoubleType) or (DoubleType, LongType or DecimalType) => DoubleType.Instance,
        (DecimalType l, DecimalType r) => Merge(l, r),
        (LongType, DecimalType r) => Merge(new DecimalType(20, 0), r),
        (DecimalType l, LongType) => Merge(l, new DecimalType(20, 0)),
        (TimestampType, TimestampNtzType) or (TimestampNtzType, TimestampType) => TimestampType.Instance,
        _ => StringType.Instance,
    };

    private static DataType Merge(DecimalType left, DecimalType right)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        var precision = Math.Max(left.Precision - left.Scale, right.Precision - right.Scale) + scale;
        return precision <= DecimalType.MaxPrecision ? new DecimalType(precision, scale) : DoubleType.Instance;
    }

    /// <summary>Without fields that have no name or no field of their own, and strings for what was always null; null when nothing is left.</summary>
    private DataType? ToType(Node node)
    {
        switch (node.Kind)
        {
            case NodeKind.Array:
                return ToType(node.Element!) is { } element ? new ArrayType(element) : null;
            case NodeKind.Struct:
                var fields = new List<StructField>();
                foreach (var field in node.Fields.OrderBy(f => f.Text, StringComparer.Ordinal))
                {
                    if (field.Name.Length == 0 || ToType(field) is not { } type)
                        continue;
                    fields.Add(new StructField(field.Text, type));
                    if (field.IsRepeated)
                        fields.Add(fields[^1]);
                }

                return fields.Count == 0 ? null : new StructType(fields.ToEquatableArray());
            case NodeKind.Unknown:
                return options.DropsNulls ? null : StringType.Instance;
            default:
                return node.Type;
        }
    }

    private enum NodeKind : byte
    {
        Unknown,
        Scalar,
        Struct,
        Array,
    }

    /// <summary>What was seen at one place.</summary>
    private sealed class Node
    {
        private Dictionary<string, Node>? _byName;

        public NodeKind Kind { get; set; }

        /// <summary>The type of a scalar.</summary>
        public DataType Type { get; set; } = VoidType.Instance;

        public byte[] Name { get; private init; } = [];

        public string Text { get; private init; } = "";

        public List<Node> Fields { get; } = [];

        public Node? Element { get; private set; }

        /// <summary>The last object that had the field.</summary>
        public long LastObject { get; set; }

        /// <summary>True when an object had the field twice.</summary>
        public bool IsRepeated { get; set; }

        /// <summary>Turns into a struct or array; false when other values were there, which makes a string of all.</summary>
        public bool Become(NodeKind kind)
        {
            if (Kind == kind)
                return true;
            if (Kind != NodeKind.Unknown)
            {
                (Kind, Type) = (NodeKind.Scalar, StringType.Instance);
                return false;
            }

            Kind = kind;
            if (kind == NodeKind.Array)
                Element = new Node();
            return true;
        }

        /// <summary>The field of a name, which is likely at a position.</summary>
        public Node? Find(ReadOnlySpan<byte> name, int position)
        {
            if (position < Fields.Count && name.SequenceEqual(Fields[position].Name))
                return Fields[position];
            return _byName?.GetValueOrDefault(Encoding.UTF8.GetString(name));
        }

        public Node AddField(byte[] name)
        {
            var field = new Node { Name = name, Text = Encoding.UTF8.GetString(name) };
            Fields.Add(field);
            (_byName ??= new Dictionary<string, Node>(StringComparer.Ordinal)).Add(field.Text, field);
            return field;
        }
    }
}
