using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Trees;

/// <summary>
/// The place in the SQL text that nodes made by this thread belong to. Every node takes it up when it is constructed, so rules
/// and builders need not pass places around. Spark: <c>CurrentOrigin</c>.
/// </summary>
public static class CurrentOrigin
{
    [ThreadStatic]
    private static Origin s_value;

    /// <summary>The current place; <see cref="Origin.None"/> outside of any text.</summary>
    public static Origin Value => s_value;

    /// <summary>Makes <paramref name="origin"/> current until the scope is disposed. A place of none leaves the outer one.</summary>
    public static Scope With(Origin origin)
    {
        var scope = new Scope(s_value);
        if (!origin.IsNone)
            s_value = origin;
        return scope;
    }

    /// <summary>Restores the outer place.</summary>
    public readonly ref struct Scope
    {
        private readonly Origin _outer;

        internal Scope(Origin outer) => _outer = outer;

        /// <summary>Restores the outer place.</summary>
        public void Dispose() => s_value = _outer;
    }
}
