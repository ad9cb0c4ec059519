using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Functions;

/// <summary>What types a parameter of a function takes, and what an argument of another type is cast to. Spark: <c>AbstractDataType</c>.</summary>
public abstract record TypePattern
{
    /// <summary>True when an argument of this type is taken as it is.</summary>
    public abstract bool Accepts(DataType type);

    /// <summary>What a NULL of type void becomes, and the first choice of a cast.</summary>
    public abstract DataType DefaultType { get; }

    /// <summary>The types as error messages list them: <c>("INT" or "STRING")</c> is built from these.</summary>
    public abstract EquatableArray<string> SqlNames { get; }

    /// <summary>Exactly this type; of strings any collation, of nested types any nullability.</summary>
    public static TypePattern Of(DataType type) => new ExactType(type);

    /// <summary>Exactly this type.</summary>
    public static implicit operator TypePattern(DataType type) => Of(type);

    /// <summary>Any type.</summary>
    public static TypePattern Any { get; } = new PredicatePattern("ANY", VoidType.Instance, _ => true);

    /// <summary>Any number.</summary>
    public static TypePattern Numeric { get; } = new PredicatePattern("NUMERIC", DoubleType.Instance, t => t.IsNumeric);

    /// <summary>TINYINT, SMALLINT, INT or BIGINT.</summary>
    public static TypePattern Integral { get; } = new PredicatePattern("INTEGRAL", LongType.Instance, t => t is IntegralType);

    /// <summary>A decimal of any precision and scale.</summary>
    public static TypePattern Decimal { get; } = new PredicatePattern("DECIMAL", DecimalType.SystemDefault, t => t is DecimalType);

    /// <summary>STRING of any collation.</summary>
    public static TypePattern String { get; } = new PredicatePattern("STRING", StringType.Instance, t => t is StringType);

    /// <summary>An array of any element type.</summary>
    public static TypePattern Array { get; } = new PredicatePattern("ARRAY", new ArrayType(VoidType.Instance), t => t is ArrayType);

    /// <summary>A map of any types.</summary>
    public static TypePattern Map { get; } = new PredicatePattern("MAP", new MapType(VoidType.Instance, VoidType.Instance), t => t is MapType);

    /// <summary>A struct of any fields.</summary>
    public static TypePattern Struct { get; } = new PredicatePattern("STRUCT", StructType.Empty, t => t is StructType);

    /// <summary>A lambda with any result.</summary>
    public static TypePattern Lambda { get; } = new PredicatePattern("FUNCTION", VoidType.Instance, _ => true);

    /// <summary>A type that a predicate takes.</summary>
    public static TypePattern Where(string name, DataType defaultType, Func<DataType, bool> accepts) => new PredicatePattern(name, defaultType, accepts);

    /// <summary>
    /// As another pattern, but arguments of other types are not cast, only NULLs are. Spark: <c>ExpectsInputTypes</c> without <c>ImplicitCastInputTypes</c>.
    /// </summary>
    public static TypePattern Uncast(TypePattern pattern) => new UncastPattern(pattern);

    /// <summary>One of several; a cast tries them in order.</summary>
    public static TypePattern OneOf(params EquatableArray<TypePattern> patterns) => new TypeUnion(patterns);

    private sealed record PredicatePattern(string Name, DataType Default, Func<DataType, bool> Predicate) : TypePattern
    {
        public override DataType DefaultType => Default;

        public override EquatableArray<string> SqlNames => [Name];

        public override bool Accepts(DataType type) => Predicate(type);
    }
}

/// <summary>Exactly one type.</summary>
/// <param name="Type">The type.</param>
public sealed record ExactType(DataType Type) : TypePattern
{
    /// <inheritdoc />
    public override DataType DefaultType => Type;

    /// <inheritdoc />
    public override EquatableArray<string> SqlNames => [Type.Sql];

    /// <inheritdoc />
    public override bool Accepts(DataType type) => (Type, type) switch
    {
        (StringType, StringType) => true,
        _ => Type.EqualsIgnoringNullability(type),
    };
}

/// <summary>A pattern that arguments must fit without a cast.</summary>
/// <param name="Pattern">The pattern.</param>
public sealed record UncastPattern(TypePattern Pattern) : TypePattern
{
    /// <inheritdoc />
    public override DataType DefaultType => Pattern.DefaultType;

    /// <inheritdoc />
    public override EquatableArray<string> SqlNames => Pattern.SqlNames;

    /// <inheritdoc />
    public override bool Accepts(DataType type) => Pattern.Accepts(type);
}

/// <summary>One of several patterns.</summary>
/// <param name="Patterns">In the order in which casts try them.</param>
public sealed record TypeUnion(EquatableArray<TypePattern> Patterns) : TypePattern
{
    /// <inheritdoc />
    public override DataType DefaultType => Patterns[0].DefaultType;

    /// <inheritdoc />
    public override EquatableArray<string> SqlNames => Patterns.SelectMany(p => p.SqlNames).ToEquatableArray();

    /// <inheritdoc />
    public override bool Accepts(DataType type) => Patterns.Any(p => p.Accepts(type));
}
