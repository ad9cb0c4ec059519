namespace SqlSpark.Core.Errors;

/// <summary>A broken invariant: a bug of this engine, never the user's error.</summary>
public sealed class InternalException : InvalidOperationException
{
    /// <summary>Creates the exception without a description.</summary>
    public InternalException()
        : this("An invariant does not hold.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which invariant is broken.</param>
    public InternalException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">Which invariant is broken.</param>
    /// <param name="innerException">The cause.</param>
    public InternalException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
