"""What a wave found, as far as it may be shown: releases of safe tables, and their pages."""
