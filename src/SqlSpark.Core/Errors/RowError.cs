namespace SqlSpark.Core.Errors;

/// <summary>
/// What a kernel reports for a row it has no value for. Kernels do not throw: the driver turns the error of a live row into an
/// exception with the place in the SQL text, or into NULL for the <c>try_</c> twin.
/// </summary>
public readonly partial struct RowError
{
    private readonly string? _first;
    private readonly string? _second;
    private readonly string? _third;
    private readonly string? _fourth;

    /// <summary>Creates an error.</summary>
    /// <param name="kind">The condition.</param>
    /// <param name="first">The value of the kind's first parameter.</param>
    /// <param name="second">The value of its second.</param>
    /// <param name="third">The value of its third.</param>
    /// <param name="fourth">The value of its fourth.</param>
    public RowError(RowErrorKind kind, string? first = null, string? second = null, string? third = null, string? fourth = null)
    {
        Kind = kind;
        _first = first;
        _second = second;
        _third = third;
        _fourth = fourth;
    }

    /// <summary>The condition; null in the default instance, which stands for no error.</summary>
    public RowErrorKind? Kind { get; }

    /// <summary>True for the default instance.</summary>
    public bool IsNone => Kind is null;

    /// <summary>The value of the parameter at a position of <see cref="RowErrorKind.ParameterNames"/>.</summary>
    public string? this[int index] => index switch
    {
        0 => _first,
        1 => _second,
        2 => _third,
        3 => _fourth,
        _ => throw InternalErrors.Unreachable(index),
    };

    /// <summary>The exception for this error.</summary>
    /// <param name="context">Where in the SQL text the expression stands, or null.</param>
    public SqlSparkException ToException(QueryContext? context)
    {
        var kind = Kind ?? throw InternalErrors.Unreachable("a row error without a kind");
        var parameters = new (string Name, string Value)[kind.ParameterNames.Length + kind.FixedParameters.Length];
        for (var i = 0; i < kind.ParameterNames.Length; i++)
            parameters[i] = (kind.ParameterNames[i], this[i] ?? "");
        kind.FixedParameters.CopyTo(parameters, kind.ParameterNames.Length);
        return SqlSparkException.Create(kind.Condition, context, parameters);
    }

    /// <inheritdoc/>
    public override string ToString() => Kind?.Condition ?? "none";
}
